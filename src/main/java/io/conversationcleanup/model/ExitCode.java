package io.conversationcleanup.model;

/** How the program ends, as scripts see it. */
public enum ExitCode {
    /** Every row is deleted, already gone or a duplicate; or nothing was left to do. */
    OK(0, 0),
    /** Finished, and some rows failed, are retryable or were rejected. */
    SOME_FAILED(1, 2),
    /** Stopped by a stop rule or an outage; resumable. */
    STOPPED_BY_RULE(2, 4),
    /** The provider refused the credentials, the app or the plan; resumable. */
    ABORTED(3, 8),
    /** Stopped by request; resumable. After a signal the system's own code, 128 + its number, takes its place. */
    STOPPED(4, 3),
    /** Another process holds the run or the repository. */
    IN_USE(5, 1),
    /** Not confirmed, or more rows than allowed. */
    NOT_CONFIRMED(6, 5),
    /** Another run of the job is unfinished; nothing was sent. */
    UNFINISHED(7, 6),
    /** Wrong arguments. */
    USAGE(64, 9),
    /** Unusable input. */
    INPUT(65, 7),
    /** The program or what it runs on failed. */
    INTERNAL(70, 12),
    /** Standard output or a report cannot be written. */
    OUTPUT(74, 11),
    /** Unusable job file or settings. */
    SETTINGS(78, 10);

    private final int number;
    private final int gravity;

    /**
     * A code.
     *
     * @param gravity the higher, the more it matters that somebody hears of it: what needs a person comes before what passes
     */
    ExitCode(int number, int gravity) {
        this.number = number;
        this.gravity = gravity;
    }

    /** The more serious of two. */
    public ExitCode or(ExitCode other) {
        return other.gravity > gravity ? other : this;
    }

    /** The number that the process ends with. */
    public int number() {
        return number;
    }
}
