package io.conversationcleanup.model;

/** The cause of a stop. The ledger stores the names. */
public enum StopCause {
    /** A signal: shutdown, a scheduler's time limit or Ctrl-C. */
    SIGNAL,
    PERSON,
    RULE,
    OUTAGE,
    /** The provider refused the credentials, the app or the plan. */
    REFUSED,
    FAULT,
    /** The process ended without notice. Never stored, because no process was left to store it. */
    CRASH,
    /** Sending was not confirmed, or the rows were more than allowed. */
    DECLINED,
    ABANDONED;

    /** Tells whether the cause passes without a person, so that the run may resume unattended. */
    public boolean passes() {
        return this == SIGNAL || this == OUTAGE || this == FAULT || this == CRASH;
    }

    public RunStatus status() {
        return switch (this) {
            case SIGNAL, PERSON, FAULT, CRASH, DECLINED, ABANDONED -> RunStatus.STOPPED;
            case RULE, OUTAGE -> RunStatus.STOPPED_BY_RULE;
            case REFUSED -> RunStatus.ABORTED;
        };
    }
}
