package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot be read as YAML with keys. */
class JobFileTextTest extends JobFileFixture {

    @Test
    void refusesAFileThatIsNotThere() {
        JobFileException refused = refused(directory.resolve("absent.yml"), ENVIRONMENT);

        Golden.check("job-file/not-there.txt", Golden.masked(refused.getMessage(), directory));
    }

    @Test
    void refusesADirectory() {
        Golden.check(
                "job-file/a-directory.txt",
                Golden.masked(refused(directory, ENVIRONMENT).getMessage(), directory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# nothing but a remark\n", "---\n", "~"})
    void refusesAnEmptyFile(String text) {
        assertThat(refused(text).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("job file");
            Golden.check("job-file/empty.txt", problem.toString());
        });
    }

    @Test
    void refusesWhatIsNoMappingInYaml() {
        mustBeRefusedAs(
                "job-file/not-yaml.txt",
                Stream.of(
                        "- a",
                        "name: a: b",
                        "name: 'a",
                        "name: *other",
                        "limits: {calls-per-second: ${RATE}}",
                        REQUIRED + "---\nname: other\n",
                        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"));
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws Exception {
        var file = directory.resolve("latin1.yml");
        Files.write(file, "name: gelöscht".getBytes(StandardCharsets.ISO_8859_1));

        Golden.check(
                "job-file/not-utf-8.txt",
                Golden.masked(refused(file, ENVIRONMENT).getMessage(), directory));
    }

    @Test
    void refusesAFileOfAbsurdLength() {
        Golden.check(
                "job-file/too-long.txt",
                Golden.masked(refused("#".repeat((1 << 20) + 1)).getMessage(), directory));
    }

    @Test
    void readsAFileWithByteOrderMark() {
        assertThat(read("\uFEFF" + REQUIRED).name()).isEqualTo("account-deletion");
    }
}
