package io.mypay.stack.process;

/** How a process is asked to end. */
public enum StopSignal {
    TERM,
    /** PostgreSQL's fast shutdown: on TERM it would wait until the last client has left. */
    INT
}
