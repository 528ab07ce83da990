package io.mypay.stack.process;

/**
 * Asks a process whether it can be used yet; throws, with the reason as its message, while it
 * cannot.
 */
@FunctionalInterface
public interface Probe {
    void check() throws Exception;
}
