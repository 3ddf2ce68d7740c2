package io.conversationcleanup.model;

import java.util.Arrays;
import java.util.Set;

/** The state of a row. Rejected and duplicate are found while staging; the others follow from calls. */
public enum RowState {
    /** No outcome yet: never sent, or sent and not known to have been answered. */
    PENDING(0, "pending"),
    /** A call failed for a passing reason; it is due again at a set time. Reported as retryable when the run stops. */
    WAITING(1, "retryable"),
    /** The provider confirmed the deletion. */
    DELETED(2, "deleted"),
    /** The provider said that there was nothing to delete. */
    ALREADY_GONE(3, "already-gone"),
    /** The provider refused this row for good. */
    FAILED(4, "failed"),
    /** It failed for a passing reason each time until its attempts were used up. */
    RETRYABLE(5, "retryable"),
    /** The line is not a conversation that could be sent. */
    REJECTED(6, "rejected"),
    /** The same conversation stands on an earlier line. */
    DUPLICATE(7, "duplicate");

    private final int storedNumber;
    private final String reportName;

    RowState(int storedNumber, String reportName) {
        this.storedNumber = storedNumber;
        this.reportName = reportName;
    }

    /** The number that the ledger stores; it never changes. */
    public int storedNumber() {
        return storedNumber;
    }

    /** The word in the {@code outcome} column of the reports. */
    public String reportName() {
        return reportName;
    }

    /** Whether nothing more is done for such a row in its run. */
    public boolean settled() {
        return this != PENDING && this != WAITING;
    }

    /** Whether a row in this state may come to that state: the whole life cycle of a row. */
    public boolean mayBecome(RowState next) {
        return switch (this) {
            case PENDING, WAITING ->
                Set.of(WAITING, DELETED, ALREADY_GONE, FAILED, RETRYABLE).contains(next);
            case DELETED, ALREADY_GONE, FAILED, RETRYABLE, REJECTED, DUPLICATE -> false;
        };
    }

    /**
     * The state that the ledger stores as this number.
     *
     * @throws IllegalArgumentException if there is none: the repository was written by something else
     */
    public static RowState ofStoredNumber(int storedNumber) {
        return Arrays.stream(values())
                .filter(state -> state.storedNumber == storedNumber)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no row state has the number " + storedNumber));
    }
}
