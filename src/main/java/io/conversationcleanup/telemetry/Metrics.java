package io.conversationcleanup.telemetry;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.definition.MetricsSettings;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.model.DaemonThreads;
import io.conversationcleanup.model.WriteProblem;
import io.conversationcleanup.runs.Summary;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metrics of one start of a run, told every 15 s while it is under way and once at its end. Thread-safe. */
final class Metrics {

    private static final Logger log = LoggerFactory.getLogger(Metrics.class);

    static final Duration STEP = Duration.ofSeconds(15);

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("metrics"));
    private final CompositeMeterRegistry registry = new CompositeMeterRegistry();
    private final Optional<MetricsFile> file;
    private final Optional<MetricsPush> push;
    private final RunMeters meters;
    private final RunControl control;
    private final InstantSource clock;
    private boolean fileFailed;

    private Metrics(JobDefinition definition, RunControl control, InstantSource clock, LongSupplier nanoTime) {
        this.control = control;
        this.clock = clock;
        MetricsSettings wanted = definition.metrics();
        file = wanted.file().map(MetricsFile::new);
        push = wanted.otlpUrl().map(address -> new MetricsPush(address, definition.http(), STEP, nanoTime));
        file.map(MetricsFile::registry).ifPresent(registry::add);
        push.map(MetricsPush::registry).ifPresent(registry::add);
        meters = new RunMeters(
                registry,
                control,
                RunMeters.tags(
                        definition.name(),
                        definition.provider().name(),
                        definition.operation().name()),
                clock);
    }

    /** Begins, if the job wants metrics to go anywhere. */
    static Optional<Metrics> begin(
            JobDefinition definition, RunControl control, InstantSource clock, LongSupplier nanoTime) {
        MetricsSettings wanted = definition.metrics();
        if (wanted.file().isEmpty() && wanted.otlpUrl().isEmpty()) {
            return Optional.empty();
        }
        Metrics metrics = new Metrics(definition, control, clock, nanoTime);
        var unused = metrics.timer.scheduleAtFixedRate(metrics::tick, 1, STEP.toSeconds(), TimeUnit.SECONDS);
        return Optional.of(metrics);
    }

    /** Until the run is under way, another process may be at work on it and write the same file. */
    private void tick() {
        if (control.isUnderWay()) {
            tell();
        }
    }

    private synchronized void tell() {
        meters.refresh();
        try {
            if (file.isPresent()) {
                file.get().write();
            }
            fileFailed = false;
        } catch (IOException e) {
            log.debug("The metrics could not be written", e);
            if (!fileFailed) {
                log.warn("The metrics could not be written, and the run goes on without: {}", WriteProblem.of(e));
            }
            fileFailed = true;
        }
    }

    /** Tells of the end. */
    void end(int exitCode, Optional<Summary> summary) {
        timer.shutdown();
        meters.ended(exitCode, summary, clock.instant());
        tell();
    }

    /** Pushes what has not been pushed yet. */
    void close() {
        timer.shutdown();
        push.ifPresent(MetricsPush::close);
    }
}
