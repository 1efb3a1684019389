package org.sheng.administration.internal.mailflow;

import java.util.UUID;
import org.sheng.operation.Input;

/** Which entry. */
record QueueId(@Input("Id of the entry, from queue-list.") UUID id) { }
