package io.conversationcleanup.telemetry;

import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.job.RunMonitor;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.runs.Summary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** The meters of one start of a run. Thread-safe. */
final class RunMeters {

    private static final String PREFIX = "conversation.cleanup.";

    private final MeterRegistry registry;
    private final RunControl control;
    private final Tags tags;
    private final MultiGauge rows;
    private final MultiGauge failures;
    private volatile Optional<Summary> summary = Optional.empty();
    private volatile boolean ended;
    private final InstantSource clock;
    private long heard;
    private Instant heardAt;

    RunMeters(MeterRegistry registry, RunControl control, Tags tags, InstantSource clock) {
        this.registry = registry;
        this.control = control;
        this.tags = tags;
        this.clock = clock;
        heardAt = clock.instant();
        rows = MultiGauge.builder(PREFIX + "rows")
                .description("Rows of the run by what has become of them.")
                .tags(tags)
                .register(registry);
        failures = MultiGauge.builder(PREFIX + "failures")
                .description("Failed and retryable rows by the code they were answered with.")
                .tags(tags)
                .register(registry);
        gauge("running", "Whether the command is at work: 1, or 0 once it has ended.", meters -> meters.ended ? 0 : 1);
        gauge(
                "input.rows",
                "Rows of the input, as far as known.",
                meters -> meters.monitor().snapshot().total());
        FunctionCounter.builder(PREFIX + "calls", this, RunMeters::calls)
                .description("Calls of the run that have left, retries included.")
                .tags(tags)
                .register(registry);
        pace(
                "rate.limit",
                "Most calls a second, as the job or somebody since says.",
                RunMonitor.Pace::limit,
                Double.NaN);
        pace(
                "rate.allowed",
                "Most calls a second that the provider bears at present.",
                RunMonitor.Pace::allowed,
                Double.NaN);
        pace("paused", "Whether somebody has paused the run.", pace -> pace.paused() ? 1 : 0, 0);
        pace(
                "outage.seconds",
                "For how long the provider has been out of use; 0 if it is not.",
                pace -> pace.outage().toSeconds(),
                0);
        count("retries", "Calls that sent a row again.", CallCounts::retries);
        count("throttled", "Calls that were answered with slow down.", CallCounts::throttled);
        count(
                "in.doubt",
                "Rows sent again because a crash or an outage left their call in doubt.",
                CallCounts::inDoubt);
        List.of(0.5, 0.95, 0.99).forEach(this::latency);
        at("start.time.seconds", "When the command began, in seconds since 1970.", heardAt);
        gauge(
                "heartbeat.time.seconds",
                "When the process last showed that it works on the run, in seconds since 1970.",
                meters -> seconds(meters.heardAt()));
    }

    /** The heartbeat counts; its time is that of the first look after it, which is at most a step late. */
    private synchronized Instant heardAt() {
        long beats = control.beats();
        if (beats != heard) {
            heard = beats;
            heardAt = clock.instant();
        }
        return heardAt;
    }

    private RunMonitor monitor() {
        return control.monitor();
    }

    private double calls() {
        return summary.map(figures -> figures.calls().total()).orElseGet(monitor()::calls);
    }

    /** Brings up to date what has a meter for each of its kinds. */
    void refresh() {
        Optional<RunMonitor.Counts> counts = summary.map(
                        ended -> new RunMonitor.Counts(ended.rows(), ended.failuresByCode()))
                .or(monitor()::counts);
        counts.ifPresent(this::refresh);
    }

    private void refresh(RunMonitor.Counts counts) {
        rows.register(
                byOutcome(counts.rows()).entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(Tags.of("outcome", entry.getKey()), entry.getValue()))
                        .toList(),
                true);
        failures.register(
                counts.settledFailures().entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of("code", entry.getKey().isEmpty() ? "none" : entry.getKey()), entry.getValue()))
                        .toList(),
                true);
    }

    /** Adds what is known at the end. */
    void ended(int exitCode, Optional<Summary> figures, Instant endedAt) {
        summary = figures;
        ended = true;
        at("end.time.seconds", "When the command ended, in seconds since 1970.", endedAt);
        gauge("exit.code", "The command's exit code.", meters -> exitCode);
    }

    private static Map<String, Long> byOutcome(Tally counts) {
        return Map.of(
                "deleted", counts.deleted(),
                "already-gone", counts.alreadyGone(),
                "failed", counts.failed(),
                "retryable", counts.retryable(),
                "rejected", counts.rejected(),
                "duplicate", counts.duplicate(),
                "pending", counts.pending());
    }

    private void gauge(String name, String description, ToDoubleFunction<RunMeters> value) {
        Gauge.builder(PREFIX + name, this, value)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void at(String name, String description, Instant time) {
        gauge(name, description, meters -> seconds(time));
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }

    private void pace(String name, String description, ToDoubleFunction<RunMonitor.Pace> value, double otherwise) {
        gauge(
                name,
                description,
                meters -> meters.monitor()
                        .pace()
                        .map(pace -> value.applyAsDouble(pace))
                        .orElse(otherwise));
    }

    private void count(String name, String description, ToLongFunction<CallCounts> count) {
        FunctionCounter.builder(PREFIX + name, this, meters -> count.applyAsLong(meters.counted()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private CallCounts counted() {
        return summary.map(Summary::calls).orElseGet(monitor()::counted);
    }

    private void latency(double share) {
        Gauge.builder(
                        PREFIX + "latency.seconds",
                        this,
                        meters -> meters.monitor().latencySeconds(share).orElse(Double.NaN))
                .description("Time within which this share of the last minute's answers came.")
                .tags(tags.and("quantile", Double.toString(share)))
                .register(registry);
    }

    /** What all meters of a job are tagged with; not with the run's name, for each would be a series for ever. */
    static Tags tags(String job, String provider, String operation) {
        return Tags.of("cleanup_job", job, "provider", provider, "operation", operation);
    }
}
