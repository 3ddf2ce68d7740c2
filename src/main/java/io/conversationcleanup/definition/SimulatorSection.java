package io.conversationcleanup.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the bundled simulator behaves; what is empty is the simulator's own choice. Immutable.
 *
 * @param latency how long an answer takes; may be zero
 * @param quota the calls per second above which the simulator throttles
 * @param failures scripted failures, such as {@code 3%:50004}, in the simulator's own notation
 */
public record SimulatorSection(Optional<Duration> latency, OptionalInt quota, List<String> failures) {

    public SimulatorSection {
        failures = List.copyOf(failures);
    }
}
