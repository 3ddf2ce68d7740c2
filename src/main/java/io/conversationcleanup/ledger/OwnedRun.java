package io.conversationcleanup.ledger;

/**
 * A run and its owner. Every write to the ledger takes one, and checks it in the same transaction. Immutable.
 *
 * @param run the run's number
 * @param token the owner's, as in its lease
 */
public record OwnedRun(long run, String token) {}
