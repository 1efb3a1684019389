package org.sheng.administration.internal.tasks;

import org.sheng.operation.Input;

/** Which task. */
record TaskId(@Input(value = "Id of the task.", max = 64) String id) { }
