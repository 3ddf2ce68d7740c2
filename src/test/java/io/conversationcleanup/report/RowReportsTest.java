package io.conversationcleanup.report;

import static io.conversationcleanup.report.Samples.AT;
import static io.conversationcleanup.report.Samples.COLUMNS;
import static io.conversationcleanup.report.Samples.rejected;
import static io.conversationcleanup.report.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;
import io.conversationcleanup.intake.InputFile;
import io.conversationcleanup.intake.InputLayout;
import io.conversationcleanup.intake.InputSurvey;
import io.conversationcleanup.intake.ParsedRow;
import io.conversationcleanup.intake.RowReader;
import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.Run.InputColumn;
import io.conversationcleanup.ledger.Run.InputColumn.Role;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.RowState;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowReportsTest {

    private static final List<InputColumn> WITH_OWN_COLUMNS = List.of(
            new InputColumn("Ticket, no.", Role.OTHER),
            new InputColumn("peer", Role.PEER),
            new InputColumn("user", Role.USER));

    @TempDir
    private Path directory;

    private final StringWriter results = new StringWriter();
    private final StringWriter failures = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a,b",
                "say \"hi\"",
                "\"",
                "line\nbreak",
                "carriage\rreturn",
                "both\r\nof them",
                " leading",
                "trailing ",
                "\ttab",
                "=1+1",
                "+49",
                "-1",
                "@TGS#1234",
                "back\\slash\\",
                "it's",
                "héllo 你好 🙂",
                "#hash;semi"
            })
    void anIdReadBackFromEitherFileIsTheSame(String id) throws IOException, CsvException {
        accept(COLUMNS, row(2, id, id, RowState.FAILED, "1", "m", 1));

        assertThat(read(failures).get(1)).containsExactly(id, id, "0", "0", "2", "failed", "1", "m", "1");
        assertThat(read(results).get(1)).startsWith("2", id, id, "0", "0", "failed");
    }

    @Test
    void quotesStandOnlyWhereTheyAreNeededAndFormulasAreLeftAlone() {
        accept(COLUMNS, row(2, "=u", "@TGS#1,\"x\"", RowState.FAILED, "1", "", 1));

        assertThat(failures.toString().lines().skip(1)).containsExactly("=u,\"@TGS#1,\"\"x\"\"\",0,0,2,failed,1,,1");
    }

    @Test
    void aMessageStaysOnOneLine() {
        accept(COLUMNS, row(2, "u", "p", RowState.FAILED, "1", "first\r\nsecond\nthird", 1));

        assertThat(failures.toString().lines().skip(1)).containsExactly("u,p,0,0,2,failed,1,first second third,1");
        assertThat(results.toString().lines().skip(1))
                .containsExactly("2,u,p,0,0,failed,1,first second third,1,2026-11-21T00:03:55.100Z");
    }

    @Test
    void columnsOfTheOwnersAreCarriedThroughInTheirOrder() throws IOException, CsvException {
        accept(
                WITH_OWN_COLUMNS,
                new ReportRow(
                        2,
                        Samples.oneToOne("u", "p"),
                        "\"#1, \"\"urgent\"\"\",p,u",
                        RowState.FAILED,
                        "7",
                        null,
                        1,
                        AT));

        assertThat(failures.toString()).isEqualTo("""
                "Ticket, no.",peer,user,_line,_outcome,_code,_message,_attempts
                "#1, ""urgent""\",p,u,2,failed,7,,1
                """);
        assertThat(read(failures).get(1)).startsWith("#1, \"urgent\"", "p", "u");
    }

    @ParameterizedTest
    @ValueSource(strings = {"u,p,C2C,YES", "u,p, group ,", "\"u,\",p,1,true"})
    void theUsersOwnWordsComeBackAsTheyWere(String original) {
        accept(COLUMNS, new ReportRow(2, Samples.oneToOne("u", "p"), original, RowState.FAILED, "7", null, 1, AT));

        assertThat(failures.toString().lines().skip(1)).containsExactly(original + ",2,failed,7,,1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\r\n\n", "\nx,p2,u2,3,failed,,,0\n", "\"\"\n\"\""})
    void aValueOverSeveralLinesComesBackAsItWas(String lineBreak) throws IOException {
        String original = "\"keep" + lineBreak + "this\",p,u";
        accept(
                WITH_OWN_COLUMNS,
                new ReportRow(2, Samples.oneToOne("u", "p"), original, RowState.FAILED, "7", null, 1, AT));

        assertThat(failures.toString()).endsWith("\n" + original + ",2,failed,7,,1\n");
        assertThat(sentAgain(failures))
                .containsExactly(new ParsedRow.Accepted(2, Samples.oneToOne("u", "p"), original));
    }

    @Test
    void aRejectedRowOverSeveralLinesIsRejectedAgainAsOne() throws IOException {
        String original = "note,\"p\nx,p2,u2,3,failed,,,0\n\",u";
        accept(WITH_OWN_COLUMNS, rejected(3, original, "peer contains a line break"));

        assertThat(failures.toString()).endsWith("\n" + original + ",3,rejected,,peer contains a line break,0\n");
        assertThat(results.toString())
                .endsWith("\n3,u,\"p\nx,p2,u2,3,failed,,,0\n\",,,rejected,,peer contains a line break,0,\n");
        assertThat(sentAgain(failures))
                .containsExactly(new ParsedRow.Rejected(2, "peer contains a line break", original));
    }

    @Test
    void aRejectedRowShowsWhatStoodInTheColumns() {
        accept(WITH_OWN_COLUMNS, rejected(3, "#2,,\" u \"", "peer: is empty"));

        assertThat(results.toString().lines().skip(1)).containsExactly("3, u ,,,,rejected,,peer: is empty,0,");
        assertThat(failures.toString().lines().skip(1)).containsExactly("#2,, u ,3,rejected,,peer: is empty,0");
    }

    @Test
    void aTooShortLineStandsWholeInTheFirstCellSoThatItIsRejectedAgain() throws IOException, CsvException {
        accept(COLUMNS, rejected(3, "u,p", "2 cells where the header has 4"));

        assertThat(read(failures).get(1))
                .containsExactly("u,p", "", "", "", "3", "rejected", "", "2 cells where the header has 4", "0");
        assertThat(results.toString().lines().skip(1))
                .containsExactly("3,u,p,,,rejected,,2 cells where the header has 4,0,");
    }

    @Test
    void aTooLongLineIsNotCutToOneThatWouldDeleteSomethingElse() throws IOException, CsvException {
        accept(COLUMNS, rejected(3, "u,with comma,p,1,0", "5 cells where the header has 4"));

        assertThat(read(failures).get(1)).startsWith("u,with comma,p,1,0", "", "", "", "3", "rejected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"u,\"p,1,0", "u,5\" disk,1,0", "\"u\"x,p,1,0", "u, \"p\",1,0"})
    void aLineWithItsQuotesOutOfOrderIsNotTakenApart(String original) throws IOException, CsvException {
        accept(COLUMNS, rejected(3, original, "quotes"));

        assertThat(read(failures).get(1)).startsWith(original, "", "", "", "3", "rejected");
        assertThat(results.toString().lines().skip(1)).containsExactly("3,,,,,rejected,,quotes,0,");
    }

    @Test
    void aRejectedRowOfWhichNothingIsKnownHasEmptyCells() {
        accept(COLUMNS, rejected(3, null, "not UTF-8"));

        assertThat(results.toString().lines().skip(1)).containsExactly("3,,,,,rejected,,not UTF-8,0,");
        assertThat(failures.toString().lines().skip(1)).containsExactly(",,,,3,rejected,,not UTF-8,0");
    }

    @Test
    void onlyTheFirstFailuresAreKeptInMemory() {
        RowReports reports = new RowReports(
                results, failures, new RowTexts(new RowValues(COLUMNS, Samples.RULES), Optional.empty()));
        for (int line = 2; line < 300; line++) {
            reports.accept(row(line, "u", "p", RowState.FAILED));
        }

        assertThat(reports.firstFailures()).hasSize(100);
        assertThat(reports.firstFailures().get(99)).isEqualTo(new FailedRow(101, "u", "p", "failed", "", ""));
        assertThat(reports.tally().failed()).isEqualTo(298);
    }

    private void accept(List<InputColumn> columns, ReportRow row) {
        new RowReports(results, failures, new RowTexts(new RowValues(columns, Samples.RULES), Optional.empty()))
                .accept(row);
    }

    private List<ParsedRow> sentAgain(StringWriter file) throws IOException {
        InputFile input = InputFile.of(Files.writeString(directory.resolve("failures.csv"), file.toString()));
        InputSurvey survey = InputSurvey.of(
                input, InputLayout.conversations(Map.of(), Optional.of(ConversationType.ONE_TO_ONE), false));
        List<ParsedRow> rows = new ArrayList<>();
        try (RowReader reader = RowReader.open(survey, Samples.RULES, 0)) {
            for (Optional<ParsedRow> row = reader.next(); row.isPresent(); row = reader.next()) {
                rows.add(row.get());
            }
        }
        return rows;
    }

    private static List<String[]> read(StringWriter file) throws IOException, CsvException {
        try (CSVReader reader = new CSVReaderBuilder(new StringReader(file.toString()))
                .withCSVParser(new RFC4180ParserBuilder().build())
                .withKeepCarriageReturn(true)
                .build()) {
            return reader.readAll();
        }
    }
}
