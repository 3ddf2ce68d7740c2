package io.conversationcleanup.job;

/** This process may no longer record anything of the run: another one may have taken it over. Its message is for a person. */
public final class LeaseLostException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    LeaseLostException() {
        super("This process, or its repository, stood still for longer than " + LeaseTerms.TRUST.toSeconds()
                + " s, so that another process may have taken the run over. This one records nothing more of it; the rows"
                + " in flight are in doubt: they are sent again, and counted, by the next start.");
    }
}
