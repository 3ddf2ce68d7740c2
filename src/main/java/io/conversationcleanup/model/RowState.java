package io.conversationcleanup.model;

import java.util.Arrays;
import java.util.Set;

/** The state of a row. Staging sets REJECTED and DUPLICATE; calls lead to the others. */
public enum RowState {
    /** Without an outcome: never sent, or sent without a known answer. */
    PENDING(0, "pending"),
    /** A call failed temporarily; the next one is due at a set time. Reported as retryable when the run stops. */
    WAITING(1, "retryable"),
    DELETED(2, "deleted"),
    ALREADY_GONE(3, "already-gone"),
    /** The provider refused the row permanently. */
    FAILED(4, "failed"),
    /** The row failed temporarily and used up its attempts. */
    RETRYABLE(5, "retryable"),
    /** The line is not a valid conversation. */
    REJECTED(6, "rejected"),
    DUPLICATE(7, "duplicate");

    private final int storedNumber;
    private final String reportName;

    RowState(int storedNumber, String reportName) {
        this.storedNumber = storedNumber;
        this.reportName = reportName;
    }

    /** Returns the number in the ledger. It never changes. */
    public int storedNumber() {
        return storedNumber;
    }

    /** Returns the word in the {@code outcome} column of the reports. */
    public String reportName() {
        return reportName;
    }

    /** Tells whether the run has finished with such a row. */
    public boolean settled() {
        return this != PENDING && this != WAITING;
    }

    /** Tells whether a row in this state may change to that state: the whole life cycle of a row. */
    public boolean mayBecome(RowState next) {
        return switch (this) {
            case PENDING, WAITING ->
                Set.of(WAITING, DELETED, ALREADY_GONE, FAILED, RETRYABLE).contains(next);
            case DELETED, ALREADY_GONE, FAILED, RETRYABLE, REJECTED, DUPLICATE -> false;
        };
    }

    /** Returns the state with this number; an unknown number means that another program wrote the repository. */
    public static RowState ofStoredNumber(int storedNumber) {
        return Arrays.stream(values())
                .filter(state -> state.storedNumber == storedNumber)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row state has the number " + storedNumber));
    }
}
