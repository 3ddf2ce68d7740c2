package io.conversationcleanup.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an operation of a provider accepts as a conversation, so that a bad row is rejected before anything is sent.
 * Immutable.
 *
 * @param provider the provider's name, for messages
 * @param maxUserBytes the longest user id, in bytes of UTF-8
 * @param peers the types that the operation has, each with its number and the longest peer id
 * @param clearRamble whether the operation can clear stored messages
 */
public record ConversationRules(
        String provider, int maxUserBytes, Map<ConversationType, PeerRule> peers, ClearRamble clearRamble) {

    /** What becomes of a row's wish to clear stored messages. */
    public enum ClearRamble {
        /** It is sent. */
        SENT,
        /** The operation knows nothing of it: messages stay. */
        IGNORED
    }

    public ConversationRules {
        peers = Map.copyOf(peers);
    }

    /** The rule for this type, or empty if the operation has no such type. */
    public Optional<PeerRule> peer(ConversationType type) {
        return Optional.ofNullable(peers.get(type));
    }

    /**
     * The types by what may stand for them in CSV and job files, in a fixed order: the provider's number, then words. Empty
     * if there is but one type and nothing to choose.
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
}
