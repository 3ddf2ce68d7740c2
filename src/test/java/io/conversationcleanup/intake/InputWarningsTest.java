package io.conversationcleanup.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.intake.InputWarnings.Ids;
import io.conversationcleanup.model.Conversation;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputWarningsTest {

    private static final String HEADER = "From_Account,To_Account\n";

    @TempDir
    private Path directory;

    @Test
    void doubtfulIdsAreCountedWithSamplesAndLines() {
        Golden.check(
                "input/warnings-doubtful-ids.txt",
                warnings(HEADER
                        + "'carol','dave'\n'erin',bob\n'frank',bob\nnan,bob\n1-Mar,Mar-01\nbob,1234567890123450000\n"));
    }

    @Test
    void oneDoubtfulIdOfEachKindIsOne() {
        Golden.check(
                "input/warnings-one-doubtful-id.txt", warnings(HEADER + "'carol',nan\n1-Mar,1234567890123450000\n"));
    }

    @Test
    void hiddenIdsAreNotShown() {
        Golden.check(
                "input/warnings-without-ids.txt",
                warnings(HEADER + "'carol',nan\n1-Mar,erin", IntakeFixture.LAYOUT, Ids.HIDDEN));
    }

    @Test
    void damagedIdsThatAreAcceptedAreWarnedOf() {
        Golden.check(
                "input/warning-accepted-odd-ids.txt",
                warnings(
                        HEADER + "1.4E+09,bob\ncar\u200Bol,NULL\n", IntakeFixture.LAYOUT.acceptingOddIds(), Ids.SHOWN));
    }

    @Test
    void longNumbersOfWhichFewEndInZerosAreNotWarnedOf() {
        assertThat(warnings(HEADER + "1234567890123450,bob\n1234567890123451,bob\n1234567890123452,bob\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice,bo", "alice,bo\n\n ", "alice,bo\r\n", "alice,bo\r", "\"al\nice\",bo\n"})
    void aLastLineWithoutALineEndIsWarnedOf(String end) {
        List<String> warnings = warnings(HEADER + "alice,bob\n" + end);

        if (end.equals("alice,bo")) {
            Golden.check("input/warning-no-line-end.txt", warnings);
        } else {
            assertThat(warnings).isEmpty();
        }
    }

    @Test
    void aLastRowOverSeveralLinesWithoutALineEndIsNamedByItsFirst() {
        assertThat(InputSurvey.of(
                                IntakeFixture.file(directory, "user,peer,note\na,b,c\nd,e,\"f\ng\""),
                                IntakeFixture.LAYOUT)
                        .unendedRow())
                .contains(new InputSurvey.UnendedRow(3, "d,e,\"f\ng\""));
        assertThat(InputSurvey.of(IntakeFixture.file(directory, "user,peer,note\na,b,\"c\nd"), IntakeFixture.LAYOUT)
                        .unendedRow())
                .contains(new InputSurvey.UnendedRow(3, "d"));
    }

    @Test
    void manyDuplicatesAreWarnedOf() {
        Golden.check("input/warning-many-duplicates.txt", warnings(HEADER + "alice,bob\n".repeat(50)));
        assertThat(warnings(HEADER + "alice,bob\n".repeat(5))).isEmpty();
        assertThat(warnings(HEADER + "a,b\n".repeat(6) + "c,d\ne,f\ng,h\ni,j\nk,l\n"))
                .isEmpty();
    }

    @Test
    void theResultsOfARunAreWarnedOf() {
        Golden.check("input/warning-results-as-input.txt", warnings("""
                        line,user,peer,type,clearRamble,outcome,code,message,attempts,finishedAt
                        2,alice,bob,1,0,deleted,,,1,2026-11-21T00:03:55.100Z
                        """));
        assertThat(warnings("user,peer,_line,_outcome,_code,_message,_attempts\nalice,bob,2,failed,1,x,1\n"))
                .isEmpty();
    }

    @Test
    void asManyRowsAsASpreadsheetHoldsAreWarnedOf() {
        Golden.check(
                "input/warnings-rows-of-a-spreadsheet.txt",
                List.of(ofRows(1_048_575), ofRows(65_535)).stream()
                        .flatMap(List::stream)
                        .toList());
        assertThat(List.of(ofRows(1_048_574), ofRows(1_048_576), ofRows(65_536)))
                .containsOnly(List.of());
    }

    private List<String> ofRows(long rows) {
        InputSurvey survey = new InputSurvey(
                InputFile.of(directory), IntakeFixture.LAYOUT, new Header(2, List.of()), rows, 0, "", Optional.empty());
        return new InputWarnings(survey, Ids.SHOWN).sentences();
    }

    private List<String> warnings(String content) {
        return warnings(content, IntakeFixture.LAYOUT, Ids.SHOWN);
    }

    private List<String> warnings(String content, InputLayout layout, Ids ids) {
        InputSurvey survey = InputSurvey.of(IntakeFixture.file(directory, content), layout);
        InputWarnings warnings = new InputWarnings(survey, ids);
        Set<Conversation> seen = new HashSet<>();
        for (ParsedRow row : IntakeFixture.rows(survey, 0)) {
            if (row instanceof ParsedRow.Accepted accepted) {
                warnings.add(row.line(), accepted.conversation());
                if (!seen.add(accepted.conversation())) {
                    warnings.addDuplicate(row.line());
                }
            }
        }
        return warnings.sentences();
    }
}
