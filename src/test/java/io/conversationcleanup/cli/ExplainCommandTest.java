package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainCommandTest extends CommandLineFixture {

    @Test
    void tellsMeaningConsequenceAndAdviceForEachSource() {
        explanations.put(
                "7",
                List.of(
                        new CodeExplanation("acme delete-conversation", "Too much", "the rate is lowered", ""),
                        new CodeExplanation("other delete", "No such thing", "the row fails", "Look again")));

        assertThat(command("explain", "7")).isZero();

        assertThat(out()).isEqualTo("""
                        7, acme delete-conversation:
                          Too much.
                          What happens: the rate is lowered.
                          What to do: nothing while the run goes on. If rows have failed with it in the
                          end, send them again: rerun RUN --code 7
                        7, other delete:
                          No such thing.
                          What happens: the row fails.
                          What to do: Look again
                        """);
        assertThat(err()).isEmpty();
    }

    @Test
    void whatCannotBeACodeIsAMistake() {
        assertThat(command("explain", "abc")).isEqualTo(64);

        assertThat(err()).contains("abc is neither a provider's code, which is a number, nor a word of this program");
    }

    @Test
    void aCodeThatNobodyKnowsIsToldWithWhatHappensThen() {
        assertThat(command("explain", "123456789")).isZero();

        assertThat(out())
                .startsWith("123456789 stands in none of the documents")
                .contains("sent again twice, then it fails");
        assertThat(out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void whatIsTheSameForSeveralSourcesIsToldOnce() {
        explanations.put(
                "7",
                List.of(
                        new CodeExplanation("acme delete-a", "Too much", "the rate is lowered", "Wait."),
                        new CodeExplanation("acme delete-b", "Too much", "the rate is lowered", "Wait.")));

        assertThat(command("explain", "7")).isZero();

        assertThat(out()).isEqualTo("""
                        7, acme delete-a, acme delete-b:
                          Too much.
                          What happens: the rate is lowered.
                          What to do: Wait.
                        """);
    }
}
