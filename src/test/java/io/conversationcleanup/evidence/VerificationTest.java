package io.conversationcleanup.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        List<String> hashes = new ArrayList<>();
        LineChain chain = new LineChain("run-1", hashes::add);
        String results = String.join("\n", lines()) + "\n";
        chain.write(results.getBytes(StandardCharsets.UTF_8));
        Files.writeString(directory.resolve("results.csv"), results);
        Files.writeString(directory.resolve("results.chain"), String.join("\n", hashes) + "\n");
        Files.writeString(directory.resolve("summary.json"), "{}");
        Manifest manifest = new Manifest(
                "run-1",
                "COMPLETED",
                Instant.parse("2026-11-21T06:43:36Z"),
                Manifest.Ids.PLAIN,
                new Manifest.Input("in.csv", "ab", OptionalLong.of(7)),
                List.of(stamp("results.csv"), stamp("results.chain"), stamp("summary.json")),
                new Manifest.Chain("results.csv", "results.chain", "run-1", chain.lines(), chain.last()));
        Files.writeString(directory.resolve(Manifest.NAME), manifest.text());
    }

    private static List<String> lines() {
        return IntStream.rangeClosed(1, 20).mapToObj(i -> "line " + i).toList();
    }

    private FileStamp stamp(String name) throws IOException {
        Path file = directory.resolve(name);
        return new FileStamp(name, Files.size(file), Sha256.of(file));
    }

    private List<String> differences() throws IOException {
        return Verification.of(directory).differences();
    }

    @Test
    void whatIsAsItWasWrittenDoesNotDiffer() throws IOException {
        Verification verification = Verification.of(directory);

        assertThat(verification.differences()).isEmpty();
        assertThat(verification.manifest().run()).isEqualTo("run-1");
        assertThat(verification.manifestSha256()).isEqualTo(Sha256.of(directory.resolve(Manifest.NAME)));
    }

    private static Arguments tampering(String told, Consumer<List<String>> how) {
        return Arguments.of(told, how);
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                tampering("line 7 was changed", lines -> lines.set(6, "line x")),
                tampering("line 1 was changed", lines -> lines.set(0, "line x")),
                tampering("line 20 was changed", lines -> lines.set(19, "line x")),
                tampering("line 7 was removed", lines -> lines.remove(6)),
                tampering(
                        "lines 7 to 9 were removed",
                        lines -> lines.subList(6, 9).clear()),
                tampering("lines are missing at its end, from line 20 on", lines -> lines.remove(19)),
                tampering("line 7 was added", lines -> lines.add(6, "line x")),
                tampering("lines 7 to 8 were added", lines -> lines.addAll(6, List.of("line x", "line y"))),
                tampering("lines were added at its end, from line 21 on", lines -> lines.add("line x")),
                tampering("lines 7 and 8 were exchanged", lines -> Collections.swap(lines, 6, 7)),
                tampering("its lines are in another order, from line 3 on", lines -> lines.add(2, lines.remove(11))),
                tampering("it is not what was written, from line 4 on", lines -> {
                    lines.set(3, "line x");
                    lines.remove(4);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tamperings")
    void itIsToldAtWhichLineResultsWereChanged(String told, Consumer<List<String>> how) throws IOException {
        List<String> lines = new ArrayList<>(lines());
        how.accept(lines);
        Files.writeString(directory.resolve("results.csv"), String.join("\n", lines) + "\n");

        assertThat(differences()).hasSize(2);
        assertThat(differences().get(0)).startsWith("results.csv: it was changed");
        assertThat(differences().get(1)).isEqualTo("results.csv: " + told);
    }

    @Test
    void allLinesThatWereChangedAreTold() throws IOException {
        List<String> lines = new ArrayList<>(lines());
        lines.set(2, "line x");
        lines.set(3, "line y");
        Collections.swap(lines, 6, 11);
        lines.remove(15);
        Files.writeString(directory.resolve("results.csv"), String.join("\n", lines) + "\n");

        assertThat(differences().subList(1, differences().size()))
                .containsExactly(
                        "results.csv: lines 3 to 4 were changed",
                        "results.csv: line 7 was changed",
                        "results.csv: line 12 was changed",
                        "results.csv: line 16 was removed");
    }

    @Test
    void eachFileIsChecked() throws IOException {
        Files.writeString(directory.resolve("summary.json"), "{ }");
        Files.delete(directory.resolve("results.csv"));

        assertThat(differences())
                .containsExactly(
                        "results.csv: it is not there", "summary.json: it was changed; it has 3 bytes instead of 2");
    }

    @Test
    void aChainThatWasChangedTooTellsNoLine() throws IOException {
        Files.writeString(directory.resolve("results.csv"), "other\n");
        Files.writeString(directory.resolve("results.chain"), "other\n");

        assertThat(differences())
                .contains("results.csv: at which line cannot be told, for results.chain is not as it was written"
                        + " either");
    }

    @Test
    void aNameThatLeadsOutOfTheDirectoryIsNotFollowed() throws IOException {
        Path manifest = directory.resolve(Manifest.NAME);
        Files.writeString(manifest, Files.readString(manifest).replace("summary.json", "../summary.json"));
        Files.writeString(directory.resolveSibling("summary.json"), "{}");

        assertThat(differences()).containsExactly("../summary.json: it is not there");
    }

    @Test
    void aDirectoryWithoutAManifestCannotBeVerified() throws IOException {
        Files.writeString(directory.resolve(Manifest.NAME), "{\"format\":1}");
        assertThatThrownBy(() -> Verification.of(directory))
                .isInstanceOf(IOException.class)
                .hasMessage(directory.resolve(Manifest.NAME) + " cannot be read: it was damaged, or is no manifest; so"
                        + " nothing in the directory vouches for its reports. The report command writes them again from"
                        + " the repository");
        Files.writeString(directory.resolve(Manifest.NAME), "{\"format\":2}");
        assertThatThrownBy(() -> Verification.of(directory))
                .hasMessageStartingWith(
                        directory.resolve(Manifest.NAME) + " has a format that this program does not know; so nothing");

        Files.delete(directory.resolve(Manifest.NAME));
        assertThatThrownBy(() -> Verification.of(directory))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no manifest.json in " + directory + "; name the directory with a run's reports");
    }
}
