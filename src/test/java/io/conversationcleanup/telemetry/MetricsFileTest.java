package io.conversationcleanup.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

    @TempDir
    private Path directory;

    /** In a directory that others can write to, a link may have the name of the temporary file. */
    @Test
    void noLinkIsWrittenThrough() throws IOException {
        Path other = Files.writeString(directory.resolve("input.csv"), "rows");
        Path metrics = directory.resolve("m.prom");
        Files.createSymbolicLink(metrics, other);
        Files.createSymbolicLink(
                directory.resolve(".m.prom." + ProcessHandle.current().pid() + ".tmp"), other);
        MetricsFile file = new MetricsFile(metrics);
        file.registry().counter("calls").increment();

        file.write();

        assertThat(other).hasContent("rows");
        assertThat(metrics).content().contains("calls_total 1.0");
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }
}
