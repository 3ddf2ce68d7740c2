package io.conversationcleanup.definition;

import io.conversationcleanup.model.ProviderFacts.OperationFacts;
import java.util.Optional;
import java.util.OptionalDouble;

/** The ceiling of calls in any one second, retries included: 0.001 to 1,000,000, or empty for unlimited. Immutable. */
public record CallRate(OptionalDouble perSecond) {

    /** No ceiling; only for loopback addresses and the simulator. */
    public static final CallRate UNLIMITED = new CallRate(OptionalDouble.empty());

    static final ValueKind<CallRate> KIND =
            new ValueKind<>("a positive number such as 160 or 19.8, or unlimited", CallRate::parse);

    private static final double LOWEST = 0.001;
    private static final double HIGHEST = 1_000_000;

    public CallRate {
        if (perSecond.isPresent() && !inRange(perSecond.getAsDouble())) {
            throw new IllegalArgumentException("not a rate of 0.001 to 1,000,000 calls per second: " + perSecond);
        }
    }

    public static CallRate of(double perSecond) {
        return new CallRate(OptionalDouble.of(perSecond));
    }

    /** Returns 80 % of the documented quota, which the app's live traffic shares. */
    static CallRate defaultFor(OperationFacts operation) {
        return of(operation.documentedCallsPerSecond() * 4 / 5.0);
    }

    public boolean isUnlimited() {
        return perSecond.isEmpty();
    }

    /** Parses a positive number such as 160 or 19.8, or {@code unlimited}; empty for any other text. */
    public static Optional<CallRate> parse(String text) {
        return text.equals("unlimited")
                ? Optional.of(UNLIMITED)
                : ValueKind.decimal(text).filter(CallRate::inRange).map(CallRate::of);
    }

    private static boolean inRange(double perSecond) {
        return perSecond >= LOWEST && perSecond <= HIGHEST;
    }

    Optional<String> problemAt(Endpoint endpoint) {
        return isUnlimited() && !endpoint.isLocal()
                ? Optional.of("unlimited is for loopback addresses and the simulator alone; write a number of calls"
                        + " per second")
                : Optional.empty();
    }
}
