package org.sheng.imap.internal.session;

/** RFC 9051 §3. */
public enum State { NOT_AUTHENTICATED, AUTHENTICATED, SELECTED }
