package io.conversationcleanup.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.intake.Header.Role;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of the corpus comes to what stands beside it; the form is told in its FORMAT.md. */
class CsvCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/csv");
    private static final Pattern ENDING = Pattern.compile("\\.csv(\\.gz)?$");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> ENDING.matcher(name).find())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void comesToWhatIsExpected(String name) throws IOException {
        Path csv = CORPUS.resolve(name);

        assertThat(outcome(InputFile.of(csv), csv.toString(), layout(name))).isEqualTo(expected(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void comesToTheSameFromStandardInput(String name, @TempDir Path directory) throws IOException {
        try (InputStream in = Files.newInputStream(CORPUS.resolve(name));
                InputFile copy = InputFile.spool(in, directory)) {
            assertThat(outcome(copy, "standard input", layout(name))).isEqualTo(expected(name));
        }
    }

    private static List<String> expected(String name) throws IOException {
        return lines(name).stream().filter(line -> !line.startsWith("# ")).toList();
    }

    private static InputLayout layout(String name) throws IOException {
        return layout(lines(name).stream()
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    }

    private static List<String> lines(String name) throws IOException {
        return Files.readString(CORPUS.resolve(expectation(name))).lines().toList();
    }

    private static String expectation(String name) {
        return ENDING.matcher(name).replaceFirst(".expected");
    }

    @Test
    void noExpectationStandsAlone() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            assertThat(files.filter(file -> file.toString().endsWith(".expected"))
                            .map(file -> file.getFileName().toString())
                            .sorted())
                    .isEqualTo(names().stream()
                            .map(CsvCorpusTest::expectation)
                            .sorted()
                            .toList());
        }
    }

    private static List<String> outcome(InputFile file, String label, InputLayout layout) {
        List<String> lines = new ArrayList<>();
        try {
            InputSurvey survey = InputSurvey.of(file, layout);
            lines.add("columns|"
                    + survey.header().columns().stream()
                            .map(column -> column.name() + "=" + column.role())
                            .collect(Collectors.joining(",")));
            List<ParsedRow> rows = IntakeFixture.rows(survey, 0);
            assertThat(survey.rows()).isEqualTo(rows.size());
            rows.forEach(row -> lines.add(line(row).replace('\r', '␍').replace('\n', '␊')));
        } catch (UnusableInputException e) {
            assertThat(e.getMessage()).startsWith(label + ": ");
            lines.add("unusable|"
                    + e.getMessage().substring((label + ": ").length()).replace('\n', '␊'));
        }
        return lines;
    }

    private static String line(ParsedRow row) {
        if (row instanceof ParsedRow.Accepted accepted) {
            Conversation c = accepted.conversation();
            String original = accepted.original() == null ? "" : "|" + accepted.original();
            return accepted.line() + "|accepted|" + c.user() + "," + c.peer() + "," + c.type() + "," + c.clearRamble()
                    + original;
        }
        ParsedRow.Rejected rejected = (ParsedRow.Rejected) row;
        return rejected.line() + "|rejected|" + rejected.reason() + "|" + rejected.original();
    }

    private static InputLayout layout(Map<String, String> directives) {
        Map<Role, String> columns = new EnumMap<>(Role.class);
        for (String pair : directives.getOrDefault("columns", "").split(",", -1)) {
            for (Role role : Role.values()) {
                if (pair.startsWith(role.word() + ":")) {
                    columns.put(role, pair.substring(role.word().length() + 1));
                }
            }
        }
        String type = directives.getOrDefault("default-type", "ONE_TO_ONE");
        return InputLayout.conversations(
                columns,
                type.equals("NONE") ? Optional.empty() : Optional.of(ConversationType.valueOf(type)),
                Boolean.parseBoolean(directives.get("default-clear")));
    }
}
