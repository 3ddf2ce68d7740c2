package io.conversationcleanup.model;

/** Where a run stands. The names are what reports and scripts see. */
public enum RunStatus {
    /** A process is staging, deleting or reporting, or was when it died. */
    RUNNING,
    /** Every row is deleted, was already gone or is a duplicate. */
    COMPLETED,
    /** Nothing is left to send, and some rows failed, are retryable or were rejected. */
    COMPLETED_WITH_FAILURES,
    /** Somebody asked it to stop; resumable. */
    STOPPED,
    /** A stop rule, or an outage that outlasted its limit, stopped it; resumable. */
    STOPPED_BY_RULE,
    /** The provider refused the credentials, the app or the plan; resumable after the fix. */
    ABORTED;

    /** Whether nothing is left to do in such a run. */
    public boolean finished() {
        return this == COMPLETED || this == COMPLETED_WITH_FAILURES;
    }
}
