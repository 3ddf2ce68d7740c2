package io.conversationcleanup.telemetry;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
import io.conversationcleanup.runs.Summary;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Tells others of one start of a run, as its job file asks for; that never makes the run fail. Not thread-safe. */
public final class Telemetry implements AutoCloseable {

    private final JobDefinition definition;
    private final Optional<Metrics> metrics;
    private final LongSupplier nanoTime;

    private Telemetry(JobDefinition definition, Optional<Metrics> metrics, LongSupplier nanoTime) {
        this.definition = definition;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    /**
     * Begins to tell of a run that is about to be started with this control.
     *
     * @param nanoTime nanoseconds since some fixed moment
     */
    public static Telemetry begin(
            JobDefinition definition, RunControl control, InstantSource clock, LongSupplier nanoTime) {
        return new Telemetry(definition, Metrics.begin(definition, control, clock, nanoTime), nanoTime);
    }

    /** The file that metrics are written to, for a job whose metrics file was named by this. */
    public static Optional<Written> written(JobDefinition definition, String name, Source source) {
        return definition.metrics().file().map(file -> MetricsFile.written(file, name, source));
    }

    /**
     * Tells of the end.
     *
     * @param exitCode what the command ends with
     * @param summary the figures, if there are any
     */
    public void ended(int exitCode, Optional<Summary> summary) {
        metrics.ifPresent(used -> used.end(exitCode, summary));
        Notice.post(definition, exitCode, summary, nanoTime);
    }

    @Override
    public void close() {
        metrics.ifPresent(Metrics::close);
    }
}
