package io.conversationcleanup.cli;

/** How the program ends, as scripts see it. */
public enum ExitCode {
    /** Every row is deleted, already gone or a duplicate; or nothing was left to do. */
    OK(0),
    /** Finished, and some rows failed, are retryable or were rejected. */
    SOME_FAILED(1),
    /** Stopped by a stop rule or an outage; resumable. */
    STOPPED_BY_RULE(2),
    /** The provider refused the credentials, the app or the plan; resumable. */
    ABORTED(3),
    /** Stopped by request; resumable. After a signal the system's own code, 128 + its number, takes its place. */
    STOPPED(4),
    /** Another process holds the run or the repository. */
    IN_USE(5),
    /** Not confirmed, or more rows than allowed. */
    NOT_CONFIRMED(6),
    /** Wrong arguments. */
    USAGE(64),
    /** Unusable input. */
    INPUT(65),
    /** The program or what it runs on failed. */
    INTERNAL(70),
    /** Standard output or a report cannot be written. */
    OUTPUT(74),
    /** Unusable job file or settings. */
    SETTINGS(78);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number that the process ends with. */
    public int number() {
        return number;
    }
}
