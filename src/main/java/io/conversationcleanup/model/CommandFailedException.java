package io.conversationcleanup.model;

/** Thrown when a command cannot do its work for a reason that a person can fix. The message is ready to print. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    public CommandFailedException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public static CommandFailedException usage(String message) {
        return new CommandFailedException(ExitCode.USAGE, message);
    }

    public static CommandFailedException settings(String message) {
        return new CommandFailedException(ExitCode.SETTINGS, message);
    }

    public static CommandFailedException input(String message) {
        return new CommandFailedException(ExitCode.INPUT, message);
    }

    public static CommandFailedException inUse(String message) {
        return new CommandFailedException(ExitCode.IN_USE, message);
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
