package io.conversationcleanup.provider;

/** What a provider's code asks for, as its code table says. */
public enum CodeAction {
    /** The wanted state is there already. */
    DONE("done: there is nothing to delete"),
    /** This row has failed for good. */
    ROW("the row fails; the others go on"),
    /** A passing failure. */
    RETRY("the row is sent again later, as often as retry.max-attempts says"),
    /** Seldom passes: two more attempts, then the row has failed. */
    RETRY_TWICE("the row is sent again twice, then it fails"),
    /** Seldom passes: two more attempts, then no row could succeed. */
    RETRY_TWICE_THEN_ABORT("the row is sent again twice, then the run stops"),
    /** The quota is used up. */
    SLOW("the rate is lowered and the row sent again; no attempt is spent"),
    /** The signature has expired: sign anew; the second time in a row the run is aborted. */
    RESIGN("signed anew once; if that does not help, the run stops"),
    /** The account check failed: sign anew; the third time in a row the run is aborted. */
    RESIGN_TWICE("signed anew twice; if that does not help, the run stops"),
    /** No row could succeed. */
    ABORT("the run stops at once; nothing more is sent");

    private final String consequence;

    CodeAction(String consequence) {
        this.consequence = consequence;
    }

    /** What the program does, in words for a person. */
    public String consequence() {
        return consequence;
    }
}
