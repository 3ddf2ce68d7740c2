package io.conversationcleanup.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a provider's operation accepts as a conversation; other rows are rejected before anything is sent. Immutable.
 *
 * @param maxUserBytes in bytes of UTF-8
 */
public record ConversationRules(
        String provider, int maxUserBytes, Map<ConversationType, PeerRule> peers, ClearRamble clearRamble) {

    public enum ClearRamble {
        SENT,
        /** The operation has no such parameter: messages stay. */
        IGNORED
    }

    public ConversationRules {
        peers = Map.copyOf(peers);
    }

    public Optional<PeerRule> peer(ConversationType type) {
        return Optional.ofNullable(peers.get(type));
    }

    /**
     * Returns the texts for the types in CSV and job files, in a fixed order: the provider's number, then words. Empty
     * if the operation has only one type.
     */
    public Map<String, ConversationType> typesByText() {
        Map<String, ConversationType> types = new LinkedHashMap<>();
        for (ConversationType type : ConversationType.values()) {
            peer(type).flatMap(ConversationRules::number).ifPresent(number -> {
                types.put(number, type);
                type.words().forEach(word -> types.put(word, type));
            });
        }
        return types;
    }

    private static Optional<String> number(PeerRule rule) {
        return rule.wireNumber().isPresent()
                ? Optional.of(Integer.toString(rule.wireNumber().getAsInt()))
                : Optional.empty();
    }

    /**
     * A provider's rule for the peer in one type of conversation. Immutable.
     *
     * @param wireNumber the provider's number for the type; empty if the operation has one type only
     * @param maxBytes in bytes of UTF-8
     */
    public record PeerRule(OptionalInt wireNumber, int maxBytes) {

        public static PeerRule numbered(int wireNumber, int maxBytes) {
            return new PeerRule(OptionalInt.of(wireNumber), maxBytes);
        }

        public static PeerRule onlyType(int maxBytes) {
            return new PeerRule(OptionalInt.empty(), maxBytes);
        }
    }
}
