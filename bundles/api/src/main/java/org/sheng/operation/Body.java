package org.sheng.operation;

import java.io.InputStream;

/**
 * A file that is sent along: the body of the request, the file that a command names. It is read as it comes, never held whole.
 *
 * @param mediaType as its sender calls it; empty where nothing was said
 * @param bytes ends with an IOException above the limit of the face that takes it
 */
public record Body(String mediaType, InputStream bytes) { }
