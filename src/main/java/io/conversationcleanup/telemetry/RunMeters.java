package io.conversationcleanup.telemetry;

import io.conversationcleanup.definition.JobDefinition;
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

/** The meters of one start of a run. Thread-safe. */
final class RunMeters {

    private static final String PREFIX = "conversation.cleanup.";

    private final MeterRegistry registry;
    private final RunControl control;
    /** No run name: each run would be a new series forever. */
    private final Tags tags;

    private final InstantSource clock;
    private final MultiGauge rows;
    private final MultiGauge failures;
    private volatile Optional<Summary> summary = Optional.empty();
    private volatile boolean ended;
    private long beats;
    private Instant beatSeenAt;

    RunMeters(MeterRegistry registry, RunControl control, JobDefinition definition, InstantSource clock) {
        this.registry = registry;
        this.control = control;
        this.tags = Tags.of(
                "cleanup_job", definition.name(),
                "provider", definition.provider().name(),
                "operation", definition.operation().name());
        this.clock = clock;
        beatSeenAt = clock.instant();
        rows = kinds("rows", "Rows of the run by what has become of them.");
        failures = kinds("failures", "Failed and retryable rows by the code they were answered with.");
        addProgress();
        addPace();
        count(
                "calls",
                "Calls of the run that have left, retries included.",
                meters -> meters.counted().total());
        count(
                "retries",
                "Calls that sent a row again.",
                meters -> meters.counted().retries());
        count(
                "throttled",
                "Calls that were answered with slow down.",
                meters -> meters.counted().throttled());
        count(
                "in.doubt",
                "Rows sent again because a crash or an outage left their call in doubt.",
                meters -> meters.counted().inDoubt());
    }

    private void addProgress() {
        gauge("running", "Whether the command is at work: 1, or 0 once it has ended.", meters -> meters.ended ? 0 : 1);
        gauge(
                "input.rows",
                "Rows of the input, as far as known.",
                meters -> control.monitor().snapshot().total());
        double startedAt = seconds(beatSeenAt);
        gauge("start.time.seconds", "When the command began, in seconds since 1970.", meters -> startedAt);
        gauge(
                "heartbeat.time.seconds",
                "When the process last showed that it works on the run, in seconds since 1970.",
                meters -> seconds(meters.heartbeatAt()));
    }

    private void addPace() {
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
        for (double share : List.of(0.5, 0.95, 0.99)) {
            gauge(
                    "latency.seconds",
                    "Time within which this share of the last minute's answers came.",
                    tags.and("quantile", Double.toString(share)),
                    meters -> control.monitor().latencySeconds(share).orElse(Double.NaN));
        }
    }

    /** The heartbeat only counts, so its time is that of the next look, at most one step late. */
    private synchronized Instant heartbeatAt() {
        if (control.beats() != beats) {
            beats = control.beats();
            beatSeenAt = clock.instant();
        }
        return beatSeenAt;
    }

    private CallCounts counted() {
        return summary.map(Summary::calls).orElseGet(control.monitor()::counted);
    }

    /** Updates the meters with one series per outcome or code. */
    void refresh() {
        summary.map(figures -> new RunMonitor.Counts(figures.rows(), figures.failuresByCode()))
                .or(control.monitor()::counts)
                .ifPresent(counts -> {
                    register(rows, "outcome", byOutcome(counts.rows()));
                    register(failures, "code", counts.settledFailures());
                });
    }

    private static void register(MultiGauge gauge, String tag, Map<String, Long> values) {
        gauge.register(
                values.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of(tag, entry.getKey().isEmpty() ? "none" : entry.getKey()), entry.getValue()))
                        .toList(),
                true);
    }

    void ended(int exitCode, Optional<Summary> figures) {
        summary = figures;
        ended = true;
        double endedAt = seconds(clock.instant());
        gauge("end.time.seconds", "When the command ended, in seconds since 1970.", meters -> endedAt);
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

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }

    private MultiGauge kinds(String name, String description) {
        return MultiGauge.builder(PREFIX + name)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void gauge(String name, String description, ToDoubleFunction<RunMeters> value) {
        gauge(name, description, tags, value);
    }

    private void gauge(String name, String description, Tags allTags, ToDoubleFunction<RunMeters> value) {
        Gauge.builder(PREFIX + name, this, value)
                .description(description)
                .tags(allTags)
                .register(registry);
    }

    private void pace(String name, String description, ToDoubleFunction<RunMonitor.Pace> value, double otherwise) {
        gauge(
                name,
                description,
                meters -> control.monitor().pace().map(value::applyAsDouble).orElse(otherwise));
    }

    private void count(String name, String description, ToDoubleFunction<RunMeters> count) {
        FunctionCounter.builder(PREFIX + name, this, count)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
