package io.conversationcleanup.model;

/** The status of a run. Reports and scripts use these names. */
public enum RunStatus {
    /** A process works on the run, or did when it died. */
    RUNNING,
    COMPLETED,
    /** Nothing is left to send; some rows failed, are retryable or were rejected. */
    COMPLETED_WITH_FAILURES,
    STOPPED,
    /** Stopped by a stop rule or by an outage beyond its limit; resumable. */
    STOPPED_BY_RULE,
    /** The provider refused the credentials, the app or the plan; resumable after the fix. */
    ABORTED;

    /** Tells whether the run has nothing left to do. */
    public boolean finished() {
        return this == COMPLETED || this == COMPLETED_WITH_FAILURES;
    }
}
