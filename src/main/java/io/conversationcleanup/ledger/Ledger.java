package io.conversationcleanup.ledger;

/**
 * The stores of one repository. Immutable; the stores are thread-safe.
 *
 * @param runs the runs
 * @param rows their rows
 * @param outstanding what remains to be sent
 * @param results what became of the rows
 * @param history how the runs went over time
 */
public record Ledger(
        RunStore runs, RowStore rows, OutstandingStore outstanding, ResultStore results, HistoryStore history) {}
