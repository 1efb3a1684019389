package org.sheng.administration.internal.directory;

import org.sheng.operation.Input;

/** Which domain. */
record DomainName(@Input(value = "Name of the domain.", max = 255) String name) { }
