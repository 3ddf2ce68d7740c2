package io.conversationcleanup.model;

import java.util.OptionalInt;

/**
 * What a provider asks of the peer of one type of conversation. Immutable.
 *
 * @param wireNumber the provider's own number for the type, in its API and in CSV files; empty where the operation has but
 *     one type and no number for it
 * @param maxBytes the longest peer id, in bytes of UTF-8
 */
public record PeerRule(OptionalInt wireNumber, int maxBytes) {

    /** The rule of a type that the provider has a number for. */
    public static PeerRule numbered(int wireNumber, int maxBytes) {
        return new PeerRule(OptionalInt.of(wireNumber), maxBytes);
    }

    /** The rule of an operation's only type. */
    public static PeerRule onlyType(int maxBytes) {
        return new PeerRule(OptionalInt.empty(), maxBytes);
    }
}
