package io.conversationcleanup.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.intake.Header.Role;
import io.conversationcleanup.intake.ParsedRow.Accepted;
import io.conversationcleanup.intake.ParsedRow.Rejected;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationRules.PeerRule;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.CsvLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowReaderTest {

    @TempDir
    private Path directory;

    @Test
    void aReaderOpenedAtAPositionGoesOnFromThere() {
        StringBuilder content = new StringBuilder("user,peer,note\n");
        for (int i = 0; i < 40; i++) {
            content.append(i % 7 == 0 ? "\n" : "")
                    .append(i % 5 == 0 ? "bad\"row" : "u" + i + ",p,n")
                    .append('\n');
        }
        InputSurvey survey = survey(content.toString());
        List<ParsedRow> all = IntakeFixture.rows(survey, 0);
        assertThat(all).hasSize(40).hasSize((int) survey.rows());

        for (int skip = 0; skip <= 40; skip++) {
            assertThat(IntakeFixture.rows(survey, skip)).isEqualTo(all.subList(skip, 40));
        }
    }

    @Test
    void thePositionCountsRowsHandedOutAndSkipped() {
        InputSurvey survey = survey("user,peer\na,b\n\nbad\nc,d\n");
        try (RowReader reader = RowReader.open(survey, IntakeFixture.RULES, 1)) {
            assertThat(reader.position()).isEqualTo(1);
            assertThat(reader.next()).map(ParsedRow::line).contains(4L);
            assertThat(reader.position()).isEqualTo(2);
            assertThat(reader.next()).map(ParsedRow::line).contains(5L);
            assertThat(reader.next()).isEmpty();
            assertThat(reader.next()).isEmpty();
            assertThat(reader.position()).isEqualTo(3);
        }
    }

    @Test
    void noMoreRowsCanBeSkippedThanThereAre() {
        InputSurvey survey = survey("user,peer\na,b\n");

        assertThatThrownBy(() -> RowReader.open(survey, IntakeFixture.RULES, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 of 1 rows cannot be skipped");
    }

    @Test
    void aFileThatChangedSinceTheSurveyIsFoundOutAtItsEnd() throws IOException {
        InputFile file = IntakeFixture.file(directory, "user,peer\nalice,bob\n");
        InputSurvey survey = InputSurvey.of(file, IntakeFixture.LAYOUT);
        Files.writeString(Path.of(file.name()), "user,peer\nalice,bot\n");

        try (RowReader reader = RowReader.open(survey, IntakeFixture.RULES, 0)) {
            assertThat(reader.next()).isPresent();
            UnusableInputException unusable = catchThrowableOfType(UnusableInputException.class, reader::next);
            Golden.check("input/changed-while-read.txt", IntakeFixture.masked(unusable, directory));
        }
    }

    @Test
    void aFileThatIsGoneSinceTheSurveyIsUnusable() throws IOException {
        InputFile file = IntakeFixture.file(directory, "user,peer\nalice,bob\n");
        InputSurvey survey = InputSurvey.of(file, IntakeFixture.LAYOUT);
        Files.delete(Path.of(file.name()));

        assertThatThrownBy(() -> RowReader.open(survey, IntakeFixture.RULES, 0))
                .isInstanceOf(UnusableInputException.class)
                .hasMessageStartingWith(file.name() + ": cannot be opened");
    }

    @Test
    void aLineOfTenMegabytesIsOneRejectedRow() {
        String content = "user,peer,note\na,b,c\nd,\"" + "é".repeat(5_000_000) + "\ne,f,g\n";

        List<ParsedRow> rows = IntakeFixture.rows(IntakeFixture.file(directory, content));

        assertThat(rows)
                .containsExactly(
                        new Accepted(2, conversation("a", "b"), "a,b,c"),
                        new Rejected(3, "the line is longer than 65536 bytes", "\"d,\"\"" + "é".repeat(997) + "\",,"),
                        new Accepted(4, conversation("e", "f"), "e,f,g"));
    }

    @Test
    void theLongestLineIsStillSplit() {
        String longest = "a,b," + "x".repeat(LineReader.MAX_LINE_BYTES - 4);

        List<ParsedRow> rows = IntakeFixture.rows(
                IntakeFixture.file(directory, "user,peer,note\n" + longest + "\r\n" + longest + "x\r\n" + longest));

        assertThat(rows.get(0)).isEqualTo(new Accepted(2, conversation("a", "b"), longest));
        assertThat(rows.get(1)).isInstanceOf(Rejected.class);
        assertThat(rows.get(2)).isEqualTo(new Accepted(4, conversation("a", "b"), longest));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void aLineEndCutInTwoByTheReadingIsOneLineEnd(int shift) {
        String content = "user,peer" + " ".repeat(shift) + "\r\n" + "a,b\r\n".repeat(200_000);

        assertThat(IntakeFixture.rows(IntakeFixture.file(directory, content)))
                .hasSize(200_000)
                .last()
                .isEqualTo(new Accepted(200_001, conversation("a", "b"), null));
    }

    @Test
    void aNulRejectsItsRowAndIsNotKept() {
        List<ParsedRow> rows = IntakeFixture.rows(IntakeFixture.file(directory, "user,peer\na\0,b\nc,\"\0\nd,e\n"));

        assertThat(rows)
                .containsExactly(
                        new Rejected(2, "user contains the control character U+0000", "a\uFFFD,b"),
                        new Rejected(
                                3,
                                "column 2 begins with a quote that is not closed on the line; a value may span lines"
                                        + " only if its quotes are in order, its row has the columns of the header,"
                                        + " and it ends within 100 more lines",
                                "\"c,\"\"\uFFFD\","),
                        new Accepted(4, conversation("d", "e"), null));
    }

    @Test
    void theOriginalsOfRejectedRowsAreRejectedAgain() {
        String content = "peer,user,note\n\"a\nb,a,c,d\nx\0,y,z\n,,x\n b,a,\n\0,\"\n" + "z".repeat(70_000) + "\n";
        List<ParsedRow> rows = IntakeFixture.rows(IntakeFixture.file(directory, content));

        StringBuilder failures = new StringBuilder("peer,user,note,_line\n");
        rows.forEach(row ->
                failures.append(row.original()).append(',').append(row.line()).append('\n'));

        assertThat(IntakeFixture.rows(IntakeFixture.file(directory, failures.toString())))
                .hasSize(7)
                .hasOnlyElementsOfType(Rejected.class);
    }

    @Test
    void theRawTextOfALineIsCappedBetweenCharacters() {
        String content = "user,peer\n" + "x".repeat(999) + "\uD83D\uDE00\n";

        assertThat(IntakeFixture.rows(IntakeFixture.file(directory, content)))
                .containsExactly(new Rejected(2, "has 1 column, the header has 2", "x".repeat(999) + ","));
    }

    @Test
    void aReasonShowsLittleOfALongValue() {
        String content = "user,peer,type\na,b," + "t".repeat(5_000) + "\n";

        assertThat(IntakeFixture.rows(IntakeFixture.file(directory, content)))
                .map(row -> ((Rejected) row).reason())
                .containsExactly("type is \"" + "t".repeat(100) + "…\"; acme takes 1, c2c, single, user, 2, group");
    }

    @Test
    void onlyAUserWhoIsTheirOwnPeerIsWithSelf() {
        List<ParsedRow> rows = IntakeFixture.rows(
                IntakeFixture.file(directory, "user,peer,type\nalice,alice,1\nalice,alice,2\nalice,bob,1\n"));

        assertThat(rows).map(row -> ((Accepted) row).isWithSelf()).containsExactly(true, false, false);
    }

    @Test
    void theProvidersOwnNumbersAndTypesCount() {
        ConversationRules other = new ConversationRules(
                "other",
                32,
                Map.of(ConversationType.ONE_TO_ONE, PeerRule.numbered(0, 5)),
                ConversationRules.ClearRamble.SENT);
        InputSurvey survey = survey("user,peer,type\na,b,0\na,b,1\na,b,group\na,abcdef,user\n");

        try (RowReader reader = RowReader.open(survey, other, 0)) {
            assertThat(reader.next()).contains(new Accepted(2, conversation("a", "b"), null));
            assertThat(reader.next())
                    .contains(new Rejected(3, "type is \"1\"; other takes 0, c2c, single, user", "a,b,1"));
            assertThat(reader.next())
                    .contains(new Rejected(4, "type is \"group\"; other takes 0, c2c, single, user", "a,b,group"));
            assertThat(reader.next())
                    .contains(new Rejected(5, "peer is 6 bytes long; other allows 5 for a user", "a,abcdef,user"));
        }
    }

    @Test
    void cellsThatAConversationGroupDoesNotTellAreKept() {
        ConversationRules groups = new ConversationRules(
                "acme",
                32,
                Map.of(ConversationType.CONVERSATION_GROUP, PeerRule.onlyType(32)),
                ConversationRules.ClearRamble.IGNORED);
        Conversation group = new Conversation("a", "b", ConversationType.CONVERSATION_GROUP, false);

        assertThat(groupRow("user,group_name\na,b\n", Map.of(), groups)).isEqualTo(new Accepted(2, group, null));
        assertThat(groupRow("user,group_name,clear\na,b,0\n", Map.of(Role.CLEAR_RAMBLE, "clear"), groups))
                .isEqualTo(new Accepted(2, group, "a,b,0"));
        assertThat(groupRow("user,group_name\na,\" b \"\n", Map.of(), groups))
                .isEqualTo(new Accepted(
                        2, new Conversation("a", " b ", ConversationType.CONVERSATION_GROUP, false), null));
        assertThat(groupRow("user,group_name\n a,b\n", Map.of(), groups)).isInstanceOf(Rejected.class);
        assertThat(groupRow("user,group_name\na,\" \"\n", Map.of(), groups)).isInstanceOf(Rejected.class);
    }

    private ParsedRow groupRow(String content, Map<Role, String> columns, ConversationRules rules) {
        InputSurvey survey =
                InputSurvey.of(IntakeFixture.file(directory, content), InputLayout.conversationGroups(columns));
        try (RowReader reader = RowReader.open(survey, rules, 0)) {
            return reader.next().orElseThrow();
        }
    }

    @Test
    void aDefaultTypeThatTheProviderLacksIsAMistakeOfTheCaller() {
        ConversationRules other = new ConversationRules(
                "other",
                32,
                Map.of(ConversationType.GROUP, PeerRule.numbered(2, 32)),
                ConversationRules.ClearRamble.SENT);
        InputSurvey survey = survey("user,peer\na,b\n");

        assertThatThrownBy(() -> RowReader.open(survey, other, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("other does not have the default type");
    }

    @Test
    void aRowMaySpanAHundredMoreLinesAndNoneBeyond() {
        String hundred = "a,b,\"" + "x,y,\n".repeat(100) + "z\"";
        String oneMore = "c,d,\"" + "x,y,\n".repeat(101) + "z\"";
        InputSurvey survey = survey("user,peer,note\n" + hundred + "\n" + oneMore + "\ne,f,g\n");

        List<ParsedRow> rows = IntakeFixture.rows(survey, 0);

        assertThat(survey.rows()).isEqualTo(rows.size()).isEqualTo(1 + 102 + 1);
        assertThat(rows.get(0)).isEqualTo(new Accepted(2, conversation("a", "b"), hundred));
        assertThat(rows.get(1))
                .isInstanceOf(Rejected.class)
                .extracting(ParsedRow::line)
                .isEqualTo(103L);
        assertThat(rows.subList(2, 102))
                .allSatisfy(row -> assertThat(((Accepted) row).conversation()).isEqualTo(conversation("x", "y")));
        assertThat(rows.get(102)).isInstanceOf(Rejected.class);
        assertThat(rows.get(103)).isEqualTo(new Accepted(205, conversation("e", "f"), "e,f,g"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", ""})
    void aRowOverSeveralLinesMayBeAsLongAsALine(String lineEnd) {
        String value = "a,b,\"x\r\n" + "é".repeat((LineReader.MAX_LINE_BYTES - 9) / 2);
        String longest = value + "z\"";
        String longer = value + "zz\"";
        assertThat(longest.getBytes(StandardCharsets.UTF_8)).hasSize(LineReader.MAX_LINE_BYTES);

        assertThat(IntakeFixture.rows(survey("user,peer,note\n" + longest + lineEnd), 0))
                .containsExactly(new Accepted(2, conversation("a", "b"), longest));
        assertThat(IntakeFixture.rows(survey("user,peer,note\n" + longer + lineEnd), 0))
                .hasSize(2)
                .hasOnlyElementsOfType(Rejected.class);
    }

    @Test
    void aQuoteLeftOpenBeforeMegabytesLosesNoneOfThem() {
        List<String> lines = new ArrayList<>(List.of("bad,b,\"x"));
        for (int i = 1; i < 100; i++) {
            lines.add(i + ",p," + "n".repeat(20_000));
        }
        for (int i = 100; i < 100_000; i++) {
            lines.add(i + ",p," + (i % 7 == 0 ? "\"open" : "n"));
        }

        List<ParsedRow> rows = IntakeFixture.rows(survey("user,peer,note\n" + String.join("\n", lines)), 0);

        assertThat(rows).hasSize(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            ParsedRow row = rows.get(i);
            assertThat(row.line()).isEqualTo(i + 2);
            assertThat(row.original())
                    .isEqualTo(line.contains("\"") ? '"' + line.replace("\"", "\"\"") + "\",," : line);
        }
    }

    @Test
    void recordsOfAnRfc4180WriterAreReadBackExactlyFromEveryPosition() {
        Random random = new Random(4180);
        for (int round = 0; round < 15; round++) {
            RandomCsv csv = RandomCsv.write(random, 30);
            InputSurvey survey = survey(csv.text());

            List<ParsedRow> rows = IntakeFixture.rows(survey, 0);

            assertThat(survey.rows()).isEqualTo(30);
            assertThat(rows).map(ParsedRow::line).isEqualTo(csv.lines());
            assertThat(rows)
                    .map(row -> CsvLine.split(row.original(), "").cells().toArray(String[]::new))
                    .containsExactlyElementsOf(csv.records());
            assertThat(rows)
                    .map(row -> ((Accepted) row).conversation())
                    .containsExactlyElementsOf(csv.records().stream()
                            .map(cells -> conversation(cells[1], cells[3]))
                            .toList());
            for (int skip = 0; skip <= 30; skip++) {
                assertThat(IntakeFixture.rows(survey, skip)).isEqualTo(rows.subList(skip, 30));
            }
            assertThat(IntakeFixture.rows(survey(originals(rows)), 0))
                    .map(ParsedRow::original)
                    .isEqualTo(rows.stream().map(ParsedRow::original).toList());
        }
    }

    @Test
    void whateverTheBytesARowBeginsWhereTheRulesSay() {
        Random random = new Random(42);
        String[] pieces = {"\"", "\"", ",", "\n", "\r", "\r\n", " ", "a", "\t", "\0", "é", "\uD83D\uDE00", "\ngood,1\n"
        };
        for (int round = 0; round < 500; round++) {
            StringBuilder content = new StringBuilder("user,peer\n");
            for (int i = random.nextInt(40); i > 0; i--) {
                content.append(pieces[random.nextInt(pieces.length)]);
            }
            InputSurvey survey = survey(content.toString());

            List<ParsedRow> rows = IntakeFixture.rows(survey, 0);

            List<RowsByRule.Row> expected = RowsByRule.of(content.toString(), 2);
            assertThat(rows)
                    .as(content.toString())
                    .map(ParsedRow::line)
                    .isEqualTo(expected.stream().map(RowsByRule.Row::line).toList());
            assertThat(survey.rows()).isEqualTo(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                assertThat(rows.get(i) instanceof Accepted accepted
                                && accepted.conversation().equals(conversation("good", "1")))
                        .as(content.toString())
                        .isEqualTo(expected.get(i).text().equals("good,1"));
            }
            int skip = random.nextInt(rows.size() + 1);
            assertThat(IntakeFixture.rows(survey, skip)).isEqualTo(rows.subList(skip, rows.size()));
        }
    }

    private static String originals(List<ParsedRow> rows) {
        return rows.stream()
                .map(ParsedRow::original)
                .collect(Collectors.joining("\n", String.join(",", RandomCsv.OWN_COLUMNS) + "\n", ""));
    }

    private InputSurvey survey(String content) {
        return InputSurvey.of(IntakeFixture.file(directory, content), IntakeFixture.LAYOUT);
    }

    private static Conversation conversation(String user, String peer) {
        return new Conversation(user, peer, ConversationType.ONE_TO_ONE, false);
    }
}
