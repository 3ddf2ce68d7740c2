package io.conversationcleanup.simulator;

import java.util.OptionalInt;

/**
 * A conversation that was deleted. Immutable.
 *
 * @param operation by which operation
 * @param user whose list it stood in
 * @param peer the peer or group
 * @param type the provider's number of its type, if the operation has one
 * @param times how often it was deleted; above 1 if that was asked for again, also when it was found no more
 */
public record DeletedConversation(WireOperation operation, String user, String peer, OptionalInt type, int times) {}
