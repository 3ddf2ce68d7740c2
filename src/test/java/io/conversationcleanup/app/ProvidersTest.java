package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.conversationcleanup.cli.Application.CodeExplanation;
import io.conversationcleanup.cli.CapturedCommand;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.golden.Transcript;
import io.conversationcleanup.provider.CodeTable.CodeAction;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {

    @ParameterizedTest
    @CsvSource({"http-502, RETRY", "http-408, RETRY", "http-429, SLOW"})
    void anHttpStatusOfTheReportsIsExplainedAsItIsTreated(String code, CodeAction action) {
        assertThat(Providers.explain(code))
                .extracting(CodeExplanation::consequence)
                .containsExactly(action.consequence());
    }

    @Test
    void codesAreExplainedOnTheScreen(@TempDir Path directory) {
        Transcript transcript = new Transcript();
        for (String code : List.of("0", "50001", "51009", "60026", "70009", "660300005", "timeout", "http-403")) {
            CapturedCommand explain = CapturedCommand.run(
                    new DefaultApplication(directory), Map.of(), InputStream.nullInputStream(), "explain", code);
            transcript.add(List.of("explain", code), explain.exitCode(), explain.out(), explain.err());
        }

        Golden.check("explain/codes.txt", transcript.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-403", "http-302"})
    void anHttpStatusOfAStrangerIsExplainedWithBothItsEnds(String code) {
        assertThat(Providers.explain(code))
                .extracting(CodeExplanation::consequence)
                .singleElement()
                .asString()
                .startsWith("the run stops if the provider's API has not answered yet")
                .contains("outage");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-", "http-99", "http-600", "http-5020", "nonsense", "-1"})
    void whatIsNoCodeIsNotExplained(String code) {
        assertThat(Providers.explain(code)).isEmpty();
    }

    @Test
    void successIsExplainedToo() {
        assertThat(Providers.explain("0"))
                .extracting(CodeExplanation::consequence)
                .containsExactly("the row is deleted");
    }

    @Test
    void aCodeIsExplainedForEachOperationThatHasIt() {
        assertThat(Providers.explain("51009"))
                .extracting(CodeExplanation::source, CodeExplanation::consequence)
                .containsExactly(
                        tuple("tencent delete-conversation", CodeAction.ROW.consequence()),
                        tuple("tencent delete-conversation-group", CodeAction.DONE.consequence()));
    }
}
