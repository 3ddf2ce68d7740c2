package io.conversationcleanup.ledger;

/**
 * A run and the owner on whose behalf it is written: what every write to the ledger needs, and proves in its own
 * transaction. Immutable.
 *
 * @param run the run's number
 * @param token the owner's, as in its lease
 */
public record OwnedRun(long run, String token) {}
