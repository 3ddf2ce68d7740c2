package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.conversationcleanup.cli.CodeExplanation;
import io.conversationcleanup.provider.Act;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {

    @ParameterizedTest
    @CsvSource({"http-502, RETRY", "http-408, RETRY", "http-429, SLOW"})
    void anHttpStatusOfTheReportsIsExplainedAsItIsTreated(String code, Act act) {
        assertThat(Providers.explain(code))
                .extracting(CodeExplanation::consequence)
                .containsExactly(act.consequence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http-403", "http-302"})
    void anHttpStatusOfAStrangerIsExplainedWithBothItsEnds(String code) {
        assertThat(Providers.explain(code))
                .extracting(CodeExplanation::consequence)
                .containsExactly("the run stops if the provider's API has not answered yet; otherwise "
                        + Act.RETRY_TWICE.consequence());
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
                        tuple("tencent delete-conversation", Act.ROW.consequence()),
                        tuple("tencent delete-conversation-group", Act.DONE.consequence()));
    }
}
