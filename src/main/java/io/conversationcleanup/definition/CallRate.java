package io.conversationcleanup.definition;

import io.conversationcleanup.model.ProviderFacts.OperationFacts;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How many calls may leave in any one second, retries included. Immutable.
 *
 * @param perSecond the ceiling, from 0.001 to 1,000,000 calls per second, perhaps a fraction; empty for unlimited
 */
public record CallRate(OptionalDouble perSecond) {

    /** No ceiling; for loopback addresses and the simulator alone. */
    public static final CallRate UNLIMITED = new CallRate(OptionalDouble.empty());

    static final ValueKind<CallRate> KIND =
            new ValueKind<>("a positive number such as 160 or 19.8, or unlimited", CallRate::parse);

    private static final double LOWEST = 0.001;
    private static final double HIGHEST = 1_000_000;

    /** Refuses a rate that no pacer can keep, with an IllegalArgumentException. */
    public CallRate {
        if (perSecond.isPresent() && !inRange(perSecond.getAsDouble())) {
            throw new IllegalArgumentException("not a rate of 0.001 to 1,000,000 calls per second: " + perSecond);
        }
    }

    /** A ceiling of this many calls per second. */
    public static CallRate of(double perSecond) {
        return new CallRate(OptionalDouble.of(perSecond));
    }

    /** What is sent at when nothing is said: 80 % of the documented quota, as the app's live traffic shares it. */
    static CallRate defaultFor(OperationFacts operation) {
        return of(operation.documentedCallsPerSecond() * 4 / 5.0);
    }

    /** Whether there is no ceiling. */
    public boolean isUnlimited() {
        return perSecond.isEmpty();
    }

    /** The rate that a text names: a positive number such as 160 or 19.8, or {@code unlimited}; empty if it names none. */
    public static Optional<CallRate> parse(String text) {
        return text.equals("unlimited")
                ? Optional.of(UNLIMITED)
                : ValueKind.decimal(text).filter(CallRate::inRange).map(CallRate::of);
    }

    private static boolean inRange(double perSecond) {
        return perSecond >= LOWEST && perSecond <= HIGHEST;
    }

    /** What is wrong with this rate at this endpoint, or empty if it may be used there. */
    Optional<String> problemAt(Endpoint endpoint) {
        return isUnlimited() && !endpoint.isLocal()
                ? Optional.of("unlimited is for loopback addresses and the simulator alone; write a number of calls"
                        + " per second")
                : Optional.empty();
    }
}
