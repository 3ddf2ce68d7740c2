package io.conversationcleanup.model;

import java.util.Optional;
import java.util.stream.Stream;

/** The chain of causes of a failure. Stateless, hence thread-safe. */
public final class Causes {

    private Causes() {}

    /** The failure itself, its cause, and so on. */
    public static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    /** The first of this type in the chain. */
    public static <T> Optional<T> first(Throwable failure, Class<T> type) {
        return of(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The last of the chain, without what libraries wrap it in. */
    public static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
