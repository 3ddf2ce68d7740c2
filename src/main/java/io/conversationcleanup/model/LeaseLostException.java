package io.conversationcleanup.model;

/** Thrown where this process may no longer write on behalf of a run: another one may own it. Its message is for a person. */
public final class LeaseLostException extends IllegalStateException {

    /** What becomes of the rows that such a process was sending. */
    public static final String IN_DOUBT =
            "This process records nothing more of it. The rows in flight are in doubt: the next start counts them and sends"
                    + " them again.";

    private static final long serialVersionUID = 1L;

    /** The message says what happened and what the program does next. */
    public LeaseLostException(String message) {
        super(message);
    }
}
