package io.conversationcleanup.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Metrics as Prometheus text in a file, which is always whole: it is written beside its place and moved there, and whoever
 * reads {@code *.prom} does not see the other. Not thread-safe.
 */
final class MetricsFile {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Path file;

    MetricsFile(Path file) {
        this.file = file;
    }

    MeterRegistry registry() {
        return registry;
    }

    /** Writes the figures of now. */
    void write() throws IOException {
        Path whole = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.writeString(whole, registry.scrape());
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
