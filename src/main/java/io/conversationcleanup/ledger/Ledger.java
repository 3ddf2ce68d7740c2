package io.conversationcleanup.ledger;

/** The stores of one repository. Immutable; the stores are thread-safe. */
public record Ledger(
        RunStore runs, RowStore rows, OutstandingStore outstanding, ResultStore results, HistoryStore history) {}
