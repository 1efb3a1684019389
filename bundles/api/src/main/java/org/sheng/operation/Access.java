package org.sheng.operation;

/** How far an operation goes. Each includes those before it. */
public enum Access {
    /** Changes nothing. */
    LOOK,
    /** Starts and stops, holds and retries: what an operator on duty does; nothing that is kept is changed or lost. */
    OPERATE,
    /** Changes what is kept. */
    CHANGE
}
