package org.sheng.pop3.internal;

/** The states of RFC 1939 §3 in which commands are taken; UPDATE is the end of QUIT. */
enum Phase { AUTHORIZATION, TRANSACTION }
