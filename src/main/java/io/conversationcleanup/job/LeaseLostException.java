package io.conversationcleanup.job;

/** This process may no longer record anything of the run: another one may have taken it over. */
final class LeaseLostException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    LeaseLostException() {
        super("this process no longer holds the run and records nothing more of it; what was in flight is in doubt");
    }
}
