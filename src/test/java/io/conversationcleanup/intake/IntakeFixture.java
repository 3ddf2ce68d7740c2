package io.conversationcleanup.intake;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationRules.PeerRule;
import io.conversationcleanup.model.ConversationType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** What the tests of this package have in common: a provider's rules, a layout, and files made on the spot. */
final class IntakeFixture {

    static final ConversationRules RULES = new ConversationRules(
            "acme",
            32,
            Map.of(
                    ConversationType.ONE_TO_ONE,
                    PeerRule.numbered(1, 32),
                    ConversationType.GROUP,
                    PeerRule.numbered(2, 48)),
            ConversationRules.ClearRamble.SENT);
    static final InputLayout LAYOUT =
            InputLayout.conversations(Map.of(), Optional.of(ConversationType.ONE_TO_ONE), false);

    private IntakeFixture() {}

    static InputFile file(Path directory, byte[] content) {
        try {
            Path path = Files.createTempFile(directory, "input", ".csv");
            return InputFile.of(Files.write(path, content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InputFile file(Path directory, String content) {
        return file(directory, content.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] gzip(String content) {
        return gzip(content.getBytes(StandardCharsets.UTF_8));
    }

    static List<ParsedRow> rows(InputFile file) {
        return rows(InputSurvey.of(file, LAYOUT), 0);
    }

    static List<ParsedRow> rows(InputSurvey survey, long skipRows) {
        List<ParsedRow> rows = new ArrayList<>();
        try (RowReader reader = RowReader.open(survey, RULES, skipRows)) {
            for (Optional<ParsedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    /** What a person is told, without the directory and the number in the name of a file made by {@link #file}. */
    static String masked(UnusableInputException unusable, Path directory) {
        return Golden.masked(unusable.getMessage(), directory).replaceAll("input\\d+\\.csv", "input.csv");
    }
}
