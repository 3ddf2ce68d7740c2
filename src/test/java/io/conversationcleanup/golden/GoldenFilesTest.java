package io.conversationcleanup.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFilesTest {

    private static final Path TESTS = Path.of(System.getProperty("basedir", ""), "src/test/java");

    @Test
    void everyGoldenFileIsNamedByATest() throws IOException {
        String sources =
                files(TESTS, ".java").stream().map(GoldenFilesTest::read).collect(Collectors.joining());

        assertThat(files(Golden.DIRECTORY, ""))
                .extracting(file -> Golden.DIRECTORY.relativize(file).toString())
                .as("golden files that no test names")
                .filteredOn(name -> !name.equals(".gitattributes") && !sources.contains(name))
                .isEmpty();
    }

    @Test
    void whatDiffersFromRunToRunIsMasked(@TempDir Path directory) {
        String text = """
                Run demo-20261121-000355 of alice on host (process 7) at 2026-11-21T00:03:55.123Z: %s/out
                  1,012 calls in 6.4 s (202.4 calls/s; 156.3 rows/s; limit 160/s), 12 retries,
                    0 throttled, from 127.0.0.1:4711
                """.formatted(directory);

        assertThat(Golden.masked(text, directory)).isEqualTo("""
                Run <RUN> of <USER> on <HOST> (process <PID>) at <TIME>: <DIR>/out
                  1,012 calls in <DURATION> (<RATE> calls/s; <RATE> rows/s; limit 160/s), 12 retries, \
                0 throttled, from 127.0.0.1:<PORT>
                """);
    }

    @Test
    void anOutlineHasALineForEachBlock() {
        assertThat(HtmlOutline.of("""
                <style>p {}</style><h1>A</h1>
                <p>one <em>and
                two</em> &lt;3</p><table><tr><th>k</th><td>v</td></tr></table>
                """)).isEqualTo("# A\none and two <3\nk | v");
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
