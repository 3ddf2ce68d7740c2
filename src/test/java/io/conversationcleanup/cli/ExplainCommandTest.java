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

        mustHaveShown("explain/two-meanings.txt");
        assertThat(err()).isEmpty();
    }

    @Test
    void whatCannotBeACodeIsAMistake() {
        assertThat(command("explain", "abc")).isEqualTo(64);

        mustHaveShown("explain/not-a-code.txt");
        assertThat(out()).isEmpty();
    }

    @Test
    void aCodeThatNobodyKnowsIsToldWithWhatHappensThen() {
        assertThat(command("explain", "123456789")).isZero();

        mustHaveShown("explain/unknown-code.txt");
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

        mustHaveShown("explain/one-meaning-for-two-operations.txt");
    }
}
