package io.conversationcleanup.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Refusal;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesApartTest {

    @TempDir
    private Path directory;

    /** {@code real/failures.csv}, {@code link} to {@code real}, and links of both kinds to the file. */
    @BeforeEach
    void files() throws IOException {
        Path file = directory.resolve("real/failures.csv");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "user\n");
        Files.createSymbolicLink(directory.resolve("link"), Path.of("real"));
        Files.createSymbolicLink(directory.resolve("soft.csv"), Path.of("link/failures.csv"));
        Files.createLink(directory.resolve("hard.csv"), file);
        Files.createSymbolicLink(directory.resolve("dangling.csv"), Path.of("link/../link/later.csv"));
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "real/failures.csv",
                "./real/../real/failures.csv",
                "link/failures.csv",
                "link/../real/failures.csv",
                "soft.csv",
                "hard.csv"
            })
    void everySpellingOfAPathIsTheSameFile(String spelling) {
        assertThat(same(spelling, "real/failures.csv")).isTrue();
        assertThat(same("link/failures.csv", spelling)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"real/later.csv", "real/LATER.csv", "link/later.csv", "none/../real/later.csv", "dangling.csv"})
    void aFileThatDoesNotExistYetIsKnownByThePlaceWhereItWouldBe(String spelling) {
        assertThat(same(spelling, "real/later.csv")).isTrue();
        assertThat(same("link/later.csv", spelling)).isTrue();
    }

    /** How an accent is written does not make another file on every system. */
    @Test
    void accentsAreComparedAsTheyLook() {
        assertThat(same("real/e\u0301.csv", "link/\u00e9.csv")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"real/results.csv", "failures.csv", "later.csv", "none/failures.csv", "loop/failures.csv", "real"
            })
    void otherFilesAreOthers(String other) {
        assertThat(same(other, "real/failures.csv")).isFalse();
        assertThat(same("real/failures.csv", other)).isFalse();
    }

    /** Where letter case tells files apart, a new file of another case replaces nothing. */
    @Test
    void aFileOfAnotherCaseIsTheSameOnlyIfTheFileSystemSaysSo() {
        boolean insensitive = Files.exists(directory.resolve("REAL"));

        assertThat(same("real/FAILURES.csv", "real/failures.csv")).isEqualTo(insensitive);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anOpenFileIsKnownByItsDescriptor() throws IOException {
        Path file = directory.resolve("real/failures.csv");
        try (var open = Files.newByteChannel(file)) {
            assertThat(open.isOpen()).isTrue();
            Path descriptor = descriptorOf(file);

            assertThat(FilesApart.isSame(descriptor, file)).isTrue();
            assertThat(FilesApart.isSame(descriptor, directory.resolve("real/results.csv")))
                    .isFalse();
        }
    }

    private static Path descriptorOf(Path file) throws IOException {
        Path real = file.toRealPath();
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(descriptor -> {
                        try {
                            return Files.readSymbolicLink(descriptor).equals(real);
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void filesThatAreWrittenBesideAnOutputAreItsOwn() {
        Written results = new Written(
                "--output",
                directory.resolve("link/results.csv"),
                Pattern.compile("results\\.csv\\.\\d+\\.tmp"),
                Source.COMMAND_LINE);

        assertThat(refusal("real/results.csv.17.tmp", results)).isPresent();
        assertThat(refusal("real/results.csv.old.tmp", results)).isEmpty();
        assertThat(refusal("results.csv.17.tmp", results)).isEmpty();
    }

    private Optional<Refusal> refusal(String read, Written written) {
        return FilesApart.refusal(
                List.of(new Read("--input", directory.resolve(read), Source.COMMAND_LINE)), List.of(written));
    }

    @Test
    void allConflictsAreNamedAtOnceAndTheJobFileOutweighsTheCommandLine() {
        List<Read> reads = List.of(
                new Read("--input", directory.resolve("soft.csv"), Source.COMMAND_LINE),
                new Read("credentials.secret", directory.resolve("key"), Source.SETTINGS));
        Written failures = written("--output", "real/failures.csv", Source.COMMAND_LINE);

        Refusal one = FilesApart.refusal(reads, List.of(failures)).orElseThrow();
        Refusal all = FilesApart.refusal(
                        reads,
                        List.of(
                                failures,
                                written("--output", "real/results.csv", Source.COMMAND_LINE),
                                written("metrics.file", "key", Source.SETTINGS),
                                written("the repository", "hard.csv", Source.COMMAND_LINE)))
                .orElseThrow();

        assertThat(one.source()).isEqualTo(Source.COMMAND_LINE);
        assertThat(all.source()).isEqualTo(Source.SETTINGS);
        Golden.check("errors/outputs-would-replace.txt", all.text().replace(directory.toString(), "<DIR>"));
    }

    private Written written(String name, String file, Source source) {
        return new Written(name, directory.resolve(file), Pattern.compile("\\b\\B"), source);
    }

    private boolean same(String first, String second) {
        return FilesApart.isSame(directory.resolve(first), directory.resolve(second));
    }
}
