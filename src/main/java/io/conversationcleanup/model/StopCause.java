package io.conversationcleanup.model;

/** Who or what stopped a run. The names are kept in the ledger. */
public enum StopCause {
    /** A signal: the machine shuts down, the scheduler's time is over, or somebody pressed Ctrl-C. */
    SIGNAL,
    /** Somebody gave the {@code stop} command. */
    PERSON,
    /** A stop rule. */
    RULE,
    /** An outage that outlasted its limit. */
    OUTAGE,
    /** The provider refused the credentials, the app or the plan. */
    REFUSED,
    /** The program or what it runs on failed. */
    FAULT,
    /** Its process ended without notice. The ledger does not hold it: nobody was there to note it. */
    CRASH,
    /** Sending was not confirmed, or there were more rows than allowed. */
    DECLINED,
    /** Somebody closed it for good. */
    ABANDONED;

    /** Whether it passes by itself, so that the run may be resumed without a person who names it. */
    public boolean passes() {
        return this == SIGNAL || this == OUTAGE || this == FAULT || this == CRASH;
    }

    /** The status of a run that it has stopped. */
    public RunStatus status() {
        return switch (this) {
            case SIGNAL, PERSON, FAULT, CRASH, DECLINED, ABANDONED -> RunStatus.STOPPED;
            case RULE, OUTAGE -> RunStatus.STOPPED_BY_RULE;
            case REFUSED -> RunStatus.ABORTED;
        };
    }
}
