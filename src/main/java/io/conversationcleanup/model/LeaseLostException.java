package io.conversationcleanup.model;

/** Thrown when this process may no longer write for a run because another process may own it. */
public final class LeaseLostException extends IllegalStateException {

    public static final String IN_DOUBT =
            "This process records nothing more of it. The rows in flight are in doubt: the next start counts them and sends"
                    + " them again.";

    private static final long serialVersionUID = 1L;

    public LeaseLostException(String message) {
        super(message);
    }
}
