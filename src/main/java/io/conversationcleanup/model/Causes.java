package io.conversationcleanup.model;

import java.util.Optional;
import java.util.stream.Stream;

/** The chain of causes of a failure. Stateless. */
public final class Causes {

    private Causes() {}

    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    public static <T> Optional<T> first(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Returns the last failure of the chain, without the wrappers of libraries. */
    public static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
