package io.mypay.stack.command;

/**
 * The command cannot do what was asked; the message tells the person at the keyboard why and what
 * to do.
 */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was typed makes no sense. */
    static CommandFailed usage(String message) {
        return new CommandFailed(2, message);
    }

    static CommandFailed because(String message) {
        return new CommandFailed(1, message);
    }

    int exitCode() {
        return exitCode;
    }
}
