package io.conversationcleanup.model;

/** A command cannot do what was asked, for a reason that a person can mend. The message is ready to print. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /**
     * A failure.
     *
     * @param message what happened, what follows, what to do
     */
    public CommandFailedException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What was asked for makes no sense. */
    public static CommandFailedException usage(String message) {
        return new CommandFailedException(ExitCode.USAGE, message);
    }

    /** The job file, the environment or the machine has to be changed. */
    public static CommandFailedException settings(String message) {
        return new CommandFailedException(ExitCode.SETTINGS, message);
    }

    /** The input cannot be used. */
    public static CommandFailedException input(String message) {
        return new CommandFailedException(ExitCode.INPUT, message);
    }

    /** Another process works on what is needed. */
    public static CommandFailedException inUse(String message) {
        return new CommandFailedException(ExitCode.IN_USE, message);
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
