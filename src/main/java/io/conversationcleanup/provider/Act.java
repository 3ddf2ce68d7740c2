package io.conversationcleanup.provider;

/** What a provider's code asks for, as its code table says. */
public enum Act {
    /** The wanted state is there already. */
    DONE,
    /** This row has failed for good. */
    ROW,
    /** A passing failure. */
    RETRY,
    /** Seldom passes: two more attempts, then the row has failed. */
    RETRY_TWICE,
    /** The quota is used up. */
    SLOW,
    /** The signature has expired: sign anew; the second time in a row the run is aborted. */
    RESIGN,
    /** The account check failed: sign anew; the third time in a row the run is aborted. */
    RESIGN_TWICE,
    /** No row could succeed. */
    ABORT
}
