package io.conversationcleanup.telemetry;

import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
import io.conversationcleanup.model.WholeFile;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes metrics as Prometheus text. Not thread-safe. Replaces the file atomically; readers of {@code *.prom} ignore
 * the temporary file. All users can read it under any umask: the collector is another user and metrics name no person.
 */
final class MetricsFile {

    private static final Logger log = LoggerFactory.getLogger(MetricsFile.class);
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Path file;
    private boolean warned;

    MetricsFile(Path file) {
        this.file = file;
    }

    /** Returns the files that are written for this one. */
    static Written written(Path file, String name, Source source) {
        return new Written(
                name,
                file,
                Pattern.compile("\\." + Pattern.quote(file.getFileName() + ".") + "\\d{1,18}\\.tmp"),
                source);
    }

    MeterRegistry registry() {
        return registry;
    }

    void write() throws IOException {
        Path temporary = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try (WholeFile whole = new WholeFile(file, temporary, FileAccess.BY_UMASK)) {
            whole.write(registry.scrape());
            makeReadable(temporary);
            whole.moveIntoPlace();
        }
    }

    private void makeReadable(Path written) {
        try {
            Files.setPosixFilePermissions(written, READABLE);
        } catch (IOException | UnsupportedOperationException e) {
            // A file system without these permissions lets all users read, or an administrator has decided.
            boolean hidden = FileAccess.permissions(written)
                    .filter(rights -> !rights.contains(PosixFilePermission.OTHERS_READ))
                    .isPresent();
            if (hidden && !warned) {
                warned = true;
                log.warn(
                        "Only its owner can read the metrics file {}, so a collector that runs as another user misses it",
                        file);
            }
        }
    }
}
