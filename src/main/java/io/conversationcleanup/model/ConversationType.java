package io.conversationcleanup.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kind of peer that a conversation is held with. Its number on the wire is the provider's: {@code PeerRule}. */
public enum ConversationType {
    /** Two users. */
    ONE_TO_ONE(1),
    /** A user and a group. */
    GROUP(2),
    /** A user's own collection of conversations; the peer is the name that the user gave it. */
    CONVERSATION_GROUP(3);

    private final int storedNumber;

    ConversationType(int storedNumber) {
        this.storedNumber = storedNumber;
    }

    /** The number that the ledger stores; it never changes, whatever the providers' numbers are. */
    public int storedNumber() {
        return storedNumber;
    }

    /** The words that stand for it in CSV and job files, in lower case; none where there is nothing to choose. */
    public List<String> words() {
        return switch (this) {
            case ONE_TO_ONE -> List.of("c2c", "single", "user");
            case GROUP -> List.of("group");
            case CONVERSATION_GROUP -> List.of();
        };
    }

    /** The type that the ledger stores as this number, or empty if there is none. */
    public static Optional<ConversationType> ofStoredNumber(int storedNumber) {
        return Arrays.stream(values())
                .filter(type -> type.storedNumber == storedNumber)
                .findFirst();
    }
}
