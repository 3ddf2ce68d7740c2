package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.job.Confirmation.Decision;
import io.conversationcleanup.job.RunSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentTest {

    private static final InputStream NOBODY = InputStream.nullInputStream();

    private final ByteArrayOutputStream asked = new ByteArrayOutputStream();
    private RunSpec.Choice choice = RunSpec.Choice.LATEST;

    @Test
    void consentGivenBeforehandAsksNobody() {
        Consent consent = consent(NOBODY, true, Optional.empty(), Consent.Given.BEFOREHAND);

        assertThat(consent.decide(1_234)).isEqualTo(Decision.SEND);
        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "1,234", "1.234", "1'234", "1 234", "  1234  ", "1234\r"})
    void thePersonWhoTypesTheCountConsents(String typed) {
        Consent consent = asking(typed + "\n");

        assertThat(consent.decide(1_234)).isEqualTo(Decision.SEND);
        Golden.check("consent/question.txt", asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "yes\n", "y\n", "1235\n", "12345\n", "123\n", "-1234\n", "1234x\n", "\n1234\n"})
    void anyOtherAnswerAndNoneAtAllDecline(String typed) {
        Consent consent = asking(typed);

        assertThat(consent.decide(1_234)).isEqualTo(Decision.DECLINE);
        Golden.check("consent/not-confirmed.txt", consent.refusal());
    }

    @Test
    void asksForASingleConversationInTheSingular() {
        assertThat(asking("1\n").decide(1)).isEqualTo(Decision.SEND);
        Golden.check("consent/question-about-one.txt", asked());
    }

    @Test
    void whereNobodyCanBeAskedNothingIsSent() {
        Consent consent = consent(NOBODY, false, Optional.empty(), Consent.Given.NOT_YET);

        assertThat(consent.decide(1_234)).isEqualTo(Decision.DECLINE);
        Golden.check("consent/nobody-to-ask.txt", consent.refusal());
    }

    @ParameterizedTest
    @CsvSource({"BEFOREHAND", "NOT_YET"})
    void moreRowsThanAllowedAreNeverSent(Consent.Given given) {
        Consent consent = consent(NOBODY, true, Optional.of(1_000L), given);

        assertThat(consent.decide(1_001)).isEqualTo(Decision.DECLINE);
        Golden.check("consent/too-many-rows.txt", consent.refusal());
        assertThat(asked()).isEmpty();
    }

    @Test
    void asManyRowsAsAllowedAreSentAndOneIsTooManyIfNoneIsAllowed() {
        assertThat(consent(NOBODY, true, Optional.of(1_000L), Consent.Given.BEFOREHAND)
                        .decide(1_000))
                .isEqualTo(Decision.SEND);
        Consent none = consent(NOBODY, true, Optional.of(0L), Consent.Given.BEFOREHAND);
        assertThat(none.decide(1)).isEqualTo(Decision.DECLINE);
        Golden.check("consent/one-row-too-many.txt", none.refusal());
    }

    @Test
    void theRowLimitIsNoConsent() {
        Consent consent = consent(NOBODY, false, Optional.of(1_000L), Consent.Given.NOT_YET);

        assertThat(consent.decide(10)).isEqualTo(Decision.DECLINE);
        assertThat(consent.refusal()).contains("Add --yes");
    }

    @Test
    void aSignalEndsTheWaitForAnAnswer() throws Exception {
        try (PipedOutputStream silent = new PipedOutputStream();
                PipedInputStream terminal = new PipedInputStream(silent)) {
            Consent consent = consent(terminal, true, Optional.empty(), Consent.Given.NOT_YET);
            CompletableFuture<Decision> decision = CompletableFuture.supplyAsync(() -> consent.decide(5));
            await().atMost(Duration.ofSeconds(20)).until(() -> asked().contains("(5)"));

            consent.abandon();

            assertThat(decision.get(20, TimeUnit.SECONDS)).isEqualTo(Decision.DECLINE);
        }
    }

    @Test
    void aTerminalThatCannotBeReadGivesNoConsent() throws IOException {
        InputStream broken = InputStream.nullInputStream();
        broken.close();

        assertThat(consent(broken, true, Optional.empty(), Consent.Given.NOT_YET)
                        .decide(5))
                .isEqualTo(Decision.DECLINE);
    }

    private Consent asking(String typed) {
        return consent(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                true,
                Optional.empty(),
                Consent.Given.NOT_YET);
    }

    private Consent consent(InputStream in, boolean canAsk, Optional<Long> maxRows, Consent.Given given) {
        Terminal terminal = new Terminal(
                in, new StandardOutput(OutputStream.nullOutputStream()), Screen.plain(asked), Map.of(), canAsk, false);
        return new Consent(terminal, maxRows, given, choice, (resumed, others) -> true);
    }

    private String asked() {
        return asked.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whoAskedForAFreshRunIsToldToLeaveThatOut() {
        choice = RunSpec.Choice.FRESH;
        Consent typed = asking("no\n");
        Consent nobody = consent(NOBODY, false, Optional.empty(), Consent.Given.NOT_YET);
        Consent tooMany = consent(NOBODY, false, Optional.of(1L), Consent.Given.BEFOREHAND);

        typed.decide(5);
        nobody.decide(5);
        tooMany.decide(5);

        Golden.check("consent/not-confirmed-fresh.txt", typed.refusal());
        Golden.check("consent/nobody-to-ask-fresh.txt", nobody.refusal());
        Golden.check("consent/too-many-rows-fresh.txt", tooMany.refusal());
    }

    @Test
    void whyItWasDeclinedIsKeptInAFewWords() {
        Consent typed = asking("no\n");
        Consent nobody = consent(NOBODY, false, Optional.empty(), Consent.Given.NOT_YET);
        Consent tooMany = consent(NOBODY, false, Optional.of(1_000L), Consent.Given.BEFOREHAND);

        typed.decide(1_234);
        nobody.decide(1_234);
        tooMany.decide(1_234);

        assertThat(typed.whyDeclined()).isEmpty();
        Golden.check("consent/reason-nobody-to-ask.txt", nobody.whyDeclined());
        Golden.check("consent/reason-too-many-rows.txt", tooMany.whyDeclined());
    }
}
