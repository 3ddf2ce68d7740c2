package io.conversationcleanup.definition;

/**
 * A provider's secret key. Immutable. Prints itself as {@code ***}, and two of them are never equal, so that it cannot
 * be read or guessed by way of a log, a record's text or a comparison.
 */
public final class Secret {

    private final String value;

    /** Wraps the secret. */
    public Secret(String value) {
        this.value = value;
    }

    /** The secret itself, for the signer alone. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
