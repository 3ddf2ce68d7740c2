package io.conversationcleanup.provider;

/** What follows from an outcome. */
public enum Disposition {
    /** The row is done. */
    SETTLE,
    /** The row has failed for good; the others go on. */
    FAIL,
    /** The row is sent again later; this attempt counts. */
    RETRY,
    /** The row is sent again; no attempt is spent. */
    WAIT,
    /** The run stops: no row could succeed. */
    ABORT
}
