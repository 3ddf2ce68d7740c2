package io.conversationcleanup.model;

/** Thrown where this process may no longer write on behalf of a run: another one may own it. Its message is for a person. */
public final class LeaseLostException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened, and what becomes of the rows.
     *
     * @param what happened, as a sentence without its full stop
     */
    public LeaseLostException(String what) {
        super(what + ". This one records nothing more of it; the rows in flight are in doubt: they are sent again, and"
                + " counted, by the next start.");
    }
}
