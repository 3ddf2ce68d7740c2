package io.conversationcleanup.runs;

/** No run is meant by a name, or more than one. The message is ready to print. */
public final class UnknownRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownRunException(String message) {
        super(message);
    }
}
