package io.conversationcleanup.dispatch;

/**
 * Why a run sends nothing more. Immutable.
 *
 * @param kind who or what stopped it
 * @param text what happened, in a sentence for a person
 */
public record HaltReason(Kind kind, String text) {

    /** Who or what stops a run. */
    public enum Kind {
        /** Somebody asked for it, by a signal or a command. */
        STOP,
        /** A stop rule. */
        RULE,
        /** An outage that outlasted its limit. */
        OUTAGE,
        /** The provider refused the credentials, the app or the plan. */
        ABORT,
        /** The program or what it runs on. */
        FAULT
    }
}
