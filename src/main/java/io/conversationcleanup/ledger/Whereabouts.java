package io.conversationcleanup.ledger;

/**
 * How a person gets at a run. Immutable.
 *
 * @param command the command that takes it up again
 * @param reports the directory in which its reports are, or will be, as an absolute path
 */
public record Whereabouts(String command, String reports) {}
