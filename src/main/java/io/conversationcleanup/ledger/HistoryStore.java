package io.conversationcleanup.ledger;

import io.conversationcleanup.ledger.Run.OwnedRun;
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
 * The history of runs, for reports only; nothing sent depends on it. Thread-safe; each method is one short transaction
 * or joins the caller's. Ownership is checked as in {@link RunStore}.
 */
public interface HistoryStore {

    /** Returns the points of a run in order, at most a few thousand. */
    List<TimelinePoint> points(long run);

    /** Replaces the points of a run from this time on. */
    void keep(OwnedRun run, Instant from, List<TimelinePoint> points);

    void note(OwnedRun run, RunEvent event);

    /** Returns the events of a run in order. */
    List<RunEvent> events(long run);

    /** Adds the event of a start with its settings. */
    void started(OwnedRun run, Instant at, String who, StartDetail detail);

    /** Returns the details of the last start; empty if none were recorded. */
    Optional<StartDetail> lastStart(long run);

    /** An event in a run's history; the detail's format depends on the kind. Immutable. */
    record RunEvent(Instant at, Kind kind, String who, String detail) {

        /** The kind of an event. The names are stored, so do not rename them. */
        public enum Kind {
            /** A process started to work on the run; the detail holds a {@link StartDetail}. */
            STARTED,
            PAUSED,
            RESUMED,
            /** The rate limit changed; the detail is calls a second or {@code unlimited}. */
            RATE_SET,
            /** A process ended its work regularly; the detail says how. */
            ENDED
        }

        /** Creates the event of a regular end, with the reason if something stopped the run. */
        public static RunEvent ended(Instant at, RunStatus status, @Nullable String reason) {
            return new RunEvent(at, Kind.ENDED, "", status + (reason == null ? "" : ": " + reason));
        }
    }

    /**
     * The details of a start. Immutable.
     *
     * @param settings by their keys in the job file, in display order, without secrets
     * @param inputBytes uncompressed length of the input; negative if unknown
     */
    record StartDetail(
            Map<String, String> settings,
            long inputBytes,
            @Nullable String machine,
            @Nullable Long startTicks) {

        /** The input's length is unknown. */
        public static final long UNKNOWN = -1;

        /** USER_HZ, see proc(5): always 100 on Linux, independent of the kernel's timer. */
        private static final long TICKS_A_SECOND = 100;

        public StartDetail {
            settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        }

        /** Creates the details of a start by an unknown process. */
        public StartDetail(Map<String, String> settings, long inputBytes) {
            this(settings, inputBytes, null, null);
        }

        /** Adds the process that started the run. */
        public StartDetail by(String ofMachine, long ticks) {
            return new StartDetail(settings, inputBytes, ofMachine, ticks);
        }

        /** Returns how long before a later process this one started; empty on another machine or after a reboot. */
        public Optional<Duration> before(String laterMachine, long laterTicks) {
            if (machine == null || startTicks == null || startTicks == 0 || laterTicks < startTicks) {
                return Optional.empty();
            }
            String boot = boot(machine);
            return boot.isEmpty() || !boot.equals(boot(laterMachine))
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(laterTicks - startTicks).dividedBy(TICKS_A_SECOND));
        }

        /** The boot id: containers on one machine share it, but not their process ids. */
        private static String boot(String machine) {
            int end = machine.indexOf('/');
            return end < 0 ? machine : machine.substring(0, end);
        }
    }
}
