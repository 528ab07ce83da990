package io.mypay.stack;

/** The port that one process is given to reach another. */
@FunctionalInterface
interface Ways {
    int port(String from, String to);
}
