package io.conversationcleanup.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kind of peer in a conversation. The provider's number for it is in {@code PeerRule}. */
public enum ConversationType {
    ONE_TO_ONE(1),
    GROUP(2),
    /** A user's own collection of conversations; the peer is its name. */
    CONVERSATION_GROUP(3);

    private final int storedNumber;

    ConversationType(int storedNumber) {
        this.storedNumber = storedNumber;
    }

    /** Returns the number in the ledger. It never changes and is independent of the providers' numbers. */
    public int storedNumber() {
        return storedNumber;
    }

    /** Returns the lower-case words for the type in CSV and job files; none for {@link #CONVERSATION_GROUP}. */
    public List<String> words() {
        return switch (this) {
            case ONE_TO_ONE -> List.of("c2c", "single", "user");
            case GROUP -> List.of("group");
            case CONVERSATION_GROUP -> List.of();
        };
    }

    public static Optional<ConversationType> ofStoredNumber(int storedNumber) {
        return Arrays.stream(values())
                .filter(type -> type.storedNumber == storedNumber)
                .findFirst();
    }
}
