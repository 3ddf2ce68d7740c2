package io.conversationcleanup.cli;

import io.conversationcleanup.job.RunMonitor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes the line that tells how a run goes: done of total, rate, time left, failures. Not thread-safe.
 *
 * <p>The rate is that of the last ten seconds, so that a pause shows and an earlier one does not spoil the time left.
 */
final class ProgressLine {

    private static final long SPAN_NANOS = Duration.ofSeconds(10).toNanos();

    private final Deque<Sample> samples = new ArrayDeque<>();
    private RunMonitor.Phase phase = RunMonitor.Phase.STARTING;

    private record Sample(long nanos, long count) {}

    /**
     * The line for this moment, or empty if there is nothing to tell.
     *
     * @param nanos the moment, in nanoseconds of any clock that only moves forward
     */
    Optional<String> at(RunMonitor.Snapshot now, long nanos) {
        if (now.phase() != phase) {
            phase = now.phase();
            samples.clear();
        }
        return switch (now.phase()) {
            case STARTING, CONFIRMING -> Optional.empty();
            case STAGING -> Optional.of(staging(now, nanos));
            case DELETING -> Optional.of(deleting(now, nanos));
            case REPORTING -> Optional.of("Writing the reports");
        };
    }

    private String staging(RunMonitor.Snapshot now, long nanos) {
        return "Staging   " + share(now.staged(), now.total()) + rate(now.staged(), nanos);
    }

    private String deleting(RunMonitor.Snapshot now, long nanos) {
        String line = "Deleting  " + share(now.done(), now.total()) + rate(now.done(), nanos);
        line += timeLeft(now.total() - now.done());
        line += "  " + grouped(now.failed()) + " failed";
        return now.waiting() == 0 ? line : line + "  " + grouped(now.waiting()) + " to retry";
    }

    private static String share(long part, long total) {
        long percent = total == 0 ? 100 : part * 100 / total;
        return grouped(part) + " / " + grouped(total) + " (" + percent + " %)";
    }

    private String rate(long count, long nanos) {
        samples.add(new Sample(nanos, count));
        while (nanos - samples.getFirst().nanos() > SPAN_NANOS) {
            samples.removeFirst();
        }
        return "  " + String.format(Locale.ROOT, "%,.0f", perSecond()) + " rows/s";
    }

    private double perSecond() {
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long span = last.nanos() - first.nanos();
        return span <= 0 ? 0 : (last.count() - first.count()) * 1e9 / span;
    }

    private String timeLeft(long rows) {
        double rate = perSecond();
        if (rate <= 0) {
            return "  ETA unknown";
        }
        return "  ETA " + clock(Duration.ofSeconds((long) Math.ceil(rows / rate)));
    }

    private static String clock(Duration left) {
        long hours = left.toHours();
        return hours > 0
                ? "%d:%02d:%02d".formatted(hours, left.toMinutesPart(), left.toSecondsPart())
                : "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
    }

    private static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
