package io.conversationcleanup.ledger;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * With what a run was started. Immutable.
 *
 * @param settings the settings that it went by, by their keys in the job file, in an order for people; no secret among them
 * @param inputBytes how long the input was, unpacked if it is gzip; negative if that is not known
 * @param machine the machine of the process that started it, as a lease has it; null if that was not noted
 * @param startTicks when that process began, as a lease has them; null if that was not noted
 */
public record StartDetail(
        Map<String, String> settings,
        long inputBytes,
        @Nullable String machine,
        @Nullable Long startTicks) {

    /** Stands for a length that is not known. */
    public static final long UNKNOWN = -1;

    /** What Linux counts in a second, whatever its own timer does: USER_HZ, see proc(5). */
    private static final long TICKS_A_SECOND = 100;

    public StartDetail {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** A start by a process of which nothing is known. */
    public StartDetail(Map<String, String> settings, long inputBytes) {
        this(settings, inputBytes, null, null);
    }

    /** The same start, by this process. */
    public StartDetail by(String ofMachine, long ticks) {
        return new StartDetail(settings, inputBytes, ofMachine, ticks);
    }

    /**
     * How long before a later process the one of this start began, by what the machine has counted since it booted, which no
     * clock that is set changes; empty if the machine is another, or was booted since.
     */
    public Optional<Duration> before(String laterMachine, long laterTicks) {
        if (machine == null || startTicks == null || startTicks == 0 || laterTicks < startTicks) {
            return Optional.empty();
        }
        String boot = boot(machine);
        return boot.isEmpty() || !boot.equals(boot(laterMachine))
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(laterTicks - startTicks).dividedBy(TICKS_A_SECOND));
    }

    /** What the kernel drew when it booted; two containers of one machine share that, and not their process ids. */
    private static String boot(String machine) {
        int end = machine.indexOf('/');
        return end < 0 ? machine : machine.substring(0, end);
    }
}
