package io.conversationcleanup.model;

import java.util.Map;
import java.util.Optional;

/**
 * What an operation of a provider accepts as a conversation, so that a bad row is rejected before anything is sent.
 * Immutable.
 *
 * @param provider the provider's name, for messages
 * @param maxUserBytes the longest user id, in bytes of UTF-8
 * @param peers the types that the provider has, each with its number and the longest peer id
 */
public record ConversationRules(String provider, int maxUserBytes, Map<ConversationType, PeerRule> peers) {

    public ConversationRules {
        peers = Map.copyOf(peers);
    }

    /** The rule for this type, or empty if the provider has no such type. */
    public Optional<PeerRule> peer(ConversationType type) {
        return Optional.ofNullable(peers.get(type));
    }

    /** The type that the provider writes as this number, or empty if it has none. */
    public Optional<ConversationType> typeOf(int wireNumber) {
        return peers.entrySet().stream()
                .filter(entry -> entry.getValue().wireNumber() == wireNumber)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
