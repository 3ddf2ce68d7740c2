package io.conversationcleanup.model;

/** The program's exit codes. */
public enum ExitCode {
    /** Every row is deleted, already gone or a duplicate, or nothing was left to do. */
    OK(0, 0),
    /** Finished, and some rows failed, are retryable or were rejected. */
    SOME_FAILED(1, 2),
    STOPPED_BY_RULE(2, 4),
    /** The provider refused the credentials, the app or the plan; resumable. */
    ABORTED(3, 8),
    /** Stopped by request; resumable. After a signal the exit code is 128 + the signal's number instead. */
    STOPPED(4, 3),
    /** Another process holds the run or the repository. */
    IN_USE(5, 1),
    NOT_CONFIRMED(6, 5),
    /** Another run of the job is unfinished; nothing was sent. */
    UNFINISHED(7, 6),
    USAGE(64, 9),
    INPUT(65, 7),
    /** The program, the machine or the database failed. */
    INTERNAL(70, 12),
    /** Standard output or a report cannot be written. */
    OUTPUT(74, 11),
    /** Unusable job file or settings. */
    SETTINGS(78, 10);

    private final int number;
    private final int gravity;

    /** The code with the higher gravity wins: a problem that needs a person outranks one that passes. */
    ExitCode(int number, int gravity) {
        this.number = number;
        this.gravity = gravity;
    }

    public ExitCode or(ExitCode other) {
        return other.gravity > gravity ? other : this;
    }

    public int number() {
        return number;
    }
}
