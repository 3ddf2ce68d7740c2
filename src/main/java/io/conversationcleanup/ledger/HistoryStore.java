package io.conversationcleanup.ledger;

import io.conversationcleanup.model.RunStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How runs went over time, for reports; what is sent does not depend on it. Writing takes an {@link OwnedRun}, as in {@link RunStore}. Thread-safe; each method is one short
 * transaction, or joins the caller's. A run is named by {@link Run#number}.
 */
public interface HistoryStore {

    /** The points of a run, in order; not more than a few thousand. */
    List<TimelinePoint> points(long run);

    /** Replaces the points of a run from this moment on. */
    void keep(OwnedRun run, Instant from, List<TimelinePoint> points);

    /** Adds an event. */
    void note(OwnedRun run, RunEvent event);

    /** What happened to a run, in order. */
    List<RunEvent> events(long run);

    /** Notes with what a run is started, as an event. */
    void started(OwnedRun run, Instant at, String who, StartDetail detail);

    /** With what the run was last started; empty if that was not noted. */
    Optional<StartDetail> lastStart(long run);

    /**
     * Something that somebody did to a run, or that ended it for a while. Immutable.
     *
     * @param at when, in whole milliseconds
     * @param kind what it was
     * @param who who did it; empty if nobody in particular
     * @param detail what more there is to say, in the form that the kind tells
     */
    record RunEvent(Instant at, Kind kind, String who, String detail) {

        /** What can happen. The names are stored. */
        public enum Kind {
            /** A process began to work on the run; the detail holds its settings, see {@link StartDetail}. */
            STARTED,
            /** Somebody paused it. */
            PAUSED,
            /** Somebody let it go on. */
            RESUMED,
            /** Somebody set its rate; the detail is the rate in calls a second, or {@code unlimited}. */
            RATE_SET,
            /** A process ended its work on the run in good order; the detail says how, in a sentence. */
            ENDED
        }

        /**
         * The end of a process's work in good order.
         *
         * @param reason why it stopped, or null
         */
        public static RunEvent ended(Instant at, RunStatus status, @Nullable String reason) {
            return new RunEvent(at, Kind.ENDED, "", status + (reason == null ? "" : ": " + reason));
        }
    }

    /**
     * With what a run was started. Immutable.
     *
     * @param settings the settings that it went by, by their keys in the job file, in an order for people; no secret among them
     * @param inputBytes how long the input was, unpacked if it is gzip; negative if that is not known
     * @param machine the machine of the process that started it, as a lease has it; null if that was not noted
     * @param startTicks when that process began, as a lease has them; null if that was not noted
     */
    record StartDetail(
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
}
