package org.sheng.administration.internal.directory;

import org.sheng.operation.Input;

/** Which plan. */
record PlanName(@Input(value = "Name of the plan.", max = 64) String name) { }
