package io.conversationcleanup.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.conversationcleanup.evidence.Manifest.FileStamp;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private static Map.Entry<String, Consumer<List<String>>> tampering(String what, Consumer<List<String>> how) {
        return Map.entry(what, how);
    }

    private static final List<Map.Entry<String, Consumer<List<String>>>> TAMPERINGS = List.of(
            tampering("another line 7", lines -> lines.set(6, "line x")),
            tampering("another line 1", lines -> lines.set(0, "line x")),
            tampering("another line 20", lines -> lines.set(19, "line x")),
            tampering("without line 7", lines -> lines.remove(6)),
            tampering("without lines 7 to 9", lines -> lines.subList(6, 9).clear()),
            tampering("without line 20, the last", lines -> lines.remove(19)),
            tampering("a new line 7", lines -> lines.add(6, "line x")),
            tampering("new lines 7 and 8", lines -> lines.addAll(6, List.of("line x", "line y"))),
            tampering("a new line at the end", lines -> lines.add("line x")),
            tampering("line 8 before line 7", lines -> Collections.swap(lines, 6, 7)),
            tampering("line 12 before line 3", lines -> lines.add(2, lines.remove(11))),
            tampering("another line 4, without line 5", lines -> {
                lines.set(3, "line x");
                lines.remove(4);
            }));

    @Test
    void itIsToldAtWhichLineResultsWereChanged() throws IOException {
        List<String> told = new ArrayList<>();
        for (Map.Entry<String, Consumer<List<String>>> tampering : TAMPERINGS) {
            List<String> lines = new ArrayList<>(lines());
            tampering.getValue().accept(lines);
            Files.writeString(directory.resolve("results.csv"), String.join("\n", lines) + "\n");

            assertThat(differences()).as(tampering.getKey()).hasSize(2);
            told.add(tampering.getKey() + ":");
            differences().forEach(difference -> told.add("  " + difference));
        }

        Golden.check("verify/changed-lines.txt", told);
    }

    @Test
    void allLinesThatWereChangedAreTold() throws IOException {
        List<String> lines = new ArrayList<>(lines());
        lines.set(2, "line x");
        lines.set(3, "line y");
        Collections.swap(lines, 6, 11);
        lines.remove(15);
        Files.writeString(directory.resolve("results.csv"), String.join("\n", lines) + "\n");

        Golden.check("verify/several-changed-lines.txt", differences());
    }

    @Test
    void eachFileIsChecked() throws IOException {
        Files.writeString(directory.resolve("summary.json"), "{ }");
        Files.delete(directory.resolve("results.csv"));

        Golden.check("verify/changed-and-missing-files.txt", differences());
    }

    @Test
    void aChainThatWasChangedTooTellsNoLine() throws IOException {
        Files.writeString(directory.resolve("results.csv"), "other\n");
        Files.writeString(directory.resolve("results.chain"), "other\n");

        Golden.check("verify/changed-chain.txt", differences());
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
        Golden.check("verify/damaged-manifest.txt", refusal());
        Files.writeString(directory.resolve(Manifest.NAME), "{\"format\":2}");
        Golden.check("verify/manifest-of-another-format.txt", refusal());

        Files.delete(directory.resolve(Manifest.NAME));
        Golden.check("verify/no-manifest.txt", refusal());
    }

    private String refusal() {
        Throwable refused = catchThrowable(() -> Verification.of(directory));
        assertThat(refused).isInstanceOf(IOException.class);
        return Golden.masked(refused.getMessage(), directory);
    }
}
