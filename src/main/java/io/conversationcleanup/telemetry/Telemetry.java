package io.conversationcleanup.telemetry;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.model.DaemonThreads;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
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

/** Publishes the metrics of one start every 15 s, and its end. A failure never fails the run. Not thread-safe. */
public final class Telemetry implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Telemetry.class);

    private static final Duration STEP = Duration.ofSeconds(15);

    private final JobDefinition definition;
    private final RunControl control;
    private final LongSupplier nanoTime;
    private final Optional<MetricsFile> file;
    private final Optional<MetricsPush> push;
    /** Empty if there are no readers, so that no meter classes are loaded. */
    private final Optional<RunMeters> meters;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("metrics"));
    private boolean fileFailed;

    private Telemetry(JobDefinition definition, RunControl control, InstantSource clock, LongSupplier nanoTime) {
        this.definition = definition;
        this.control = control;
        this.nanoTime = nanoTime;
        file = definition.metrics().file().map(MetricsFile::new);
        push = definition
                .metrics()
                .otlpUrl()
                .map(address -> new MetricsPush(address, definition.http(), STEP, nanoTime));
        meters = hasMetrics() ? Optional.of(meters(control, definition, clock)) : Optional.empty();
    }

    private RunMeters meters(RunControl control, JobDefinition definition, InstantSource clock) {
        CompositeMeterRegistry registry = new CompositeMeterRegistry();
        file.map(MetricsFile::registry).ifPresent(registry::add);
        push.map(MetricsPush::registry).ifPresent(registry::add);
        return new RunMeters(registry, control, definition, clock);
    }

    /** Begins to publish; call it before the run starts with this control. {@code nanoTime} must be monotonic. */
    public static Telemetry begin(
            JobDefinition definition, RunControl control, InstantSource clock, LongSupplier nanoTime) {
        Telemetry telemetry = new Telemetry(definition, control, clock, nanoTime);
        if (telemetry.hasMetrics()) {
            var unused = telemetry.timer.scheduleAtFixedRate(telemetry::tick, 1, STEP.toSeconds(), TimeUnit.SECONDS);
        }
        return telemetry;
    }

    /** Returns the files of a job's metrics. */
    public static Optional<Written> written(JobDefinition definition, String name, Source source) {
        return definition.metrics().file().map(file -> MetricsFile.written(file, name, source));
    }

    private boolean hasMetrics() {
        return file.isPresent() || push.isPresent();
    }

    /** Does nothing before the run is under way, because another process may work on it and write the same file. */
    private void tick() {
        if (control.isUnderWay()) {
            refresh();
        }
    }

    private synchronized void refresh() {
        meters.ifPresent(RunMeters::refresh);
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

    /** Publishes the end with the command's exit code and, if there is one, the summary. */
    public void ended(int exitCode, Optional<Summary> summary) {
        timer.shutdown();
        if (hasMetrics()) {
            meters.ifPresent(shown -> shown.ended(exitCode, summary));
            refresh();
        }
        Notice.post(definition, exitCode, summary, nanoTime);
    }

    /** Pushes the remaining metrics. */
    @Override
    public void close() {
        timer.shutdown();
        push.ifPresent(MetricsPush::close);
    }
}
