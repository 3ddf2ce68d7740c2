package io.conversationcleanup.intake;

/** The input cannot be used, so nothing is sent. The message says which file, what is wrong, where and what to do. */
public final class UnusableInputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableInputException(String input, String problem) {
        super(input + ": " + problem);
    }

    UnusableInputException(String input, String problem, Throwable cause) {
        super(input + ": " + problem, cause);
    }
}
