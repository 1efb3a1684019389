package org.sheng.administration.internal.services;

import org.sheng.operation.Input;

/** Which service. */
record ServiceName(@Input(value = "Name of the service, such as imap.", max = 64) String name) { }
