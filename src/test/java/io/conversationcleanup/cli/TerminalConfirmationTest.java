package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.job.Confirmation.Decision;
import io.conversationcleanup.job.RunRequest;
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

class TerminalConfirmationTest {

    private static final InputStream NOBODY = InputStream.nullInputStream();

    private final ByteArrayOutputStream asked = new ByteArrayOutputStream();
    private RunRequest.Choice choice = RunRequest.Choice.LATEST;

    @Test
    void consentGivenBeforehandAsksNobody() {
        TerminalConfirmation consent = consent(NOBODY, true, Optional.empty(), TerminalConfirmation.Given.BEFOREHAND);

        assertThat(consent.decide(1_234)).isEqualTo(Decision.SEND);
        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234", "1,234", "1.234", "1'234", "1 234", "  1234  ", "1234\r"})
    void thePersonWhoTypesTheCountConsents(String typed) {
        TerminalConfirmation consent = asking(typed + "\n");

        assertThat(consent.decide(1_234)).isEqualTo(Decision.SEND);
        Golden.check("consent/question.txt", asked());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "yes\n", "y\n", "1235\n", "12345\n", "123\n", "-1234\n", "1234x\n", "\n1234\n"})
    void anyOtherAnswerAndNoneAtAllDecline(String typed) {
        TerminalConfirmation consent = asking(typed);

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
        TerminalConfirmation consent = consent(NOBODY, false, Optional.empty(), TerminalConfirmation.Given.NOT_YET);

        assertThat(consent.decide(1_234)).isEqualTo(Decision.DECLINE);
        Golden.check("consent/nobody-to-ask.txt", consent.refusal());
    }

    @ParameterizedTest
    @CsvSource({"BEFOREHAND", "NOT_YET"})
    void moreRowsThanAllowedAreNeverSent(TerminalConfirmation.Given given) {
        TerminalConfirmation consent = consent(NOBODY, true, Optional.of(1_000L), given);

        assertThat(consent.decide(1_001)).isEqualTo(Decision.DECLINE);
        Golden.check("consent/too-many-rows.txt", consent.refusal());
        assertThat(asked()).isEmpty();
    }

    @Test
    void asManyRowsAsAllowedAreSentAndOneIsTooManyIfNoneIsAllowed() {
        assertThat(consent(NOBODY, true, Optional.of(1_000L), TerminalConfirmation.Given.BEFOREHAND)
                        .decide(1_000))
                .isEqualTo(Decision.SEND);
        TerminalConfirmation none = consent(NOBODY, true, Optional.of(0L), TerminalConfirmation.Given.BEFOREHAND);
        assertThat(none.decide(1)).isEqualTo(Decision.DECLINE);
        Golden.check("consent/one-row-too-many.txt", none.refusal());
    }

    @Test
    void theRowLimitIsNoConsent() {
        TerminalConfirmation consent = consent(NOBODY, false, Optional.of(1_000L), TerminalConfirmation.Given.NOT_YET);

        assertThat(consent.decide(10)).isEqualTo(Decision.DECLINE);
        assertThat(consent.refusal()).contains("Add --yes");
    }

    @Test
    void aSignalEndsTheWaitForAnAnswer() throws Exception {
        try (PipedOutputStream silent = new PipedOutputStream();
                PipedInputStream terminal = new PipedInputStream(silent)) {
            TerminalConfirmation consent =
                    consent(terminal, true, Optional.empty(), TerminalConfirmation.Given.NOT_YET);
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

        assertThat(consent(broken, true, Optional.empty(), TerminalConfirmation.Given.NOT_YET)
                        .decide(5))
                .isEqualTo(Decision.DECLINE);
    }

    private TerminalConfirmation asking(String typed) {
        return consent(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                true,
                Optional.empty(),
                TerminalConfirmation.Given.NOT_YET);
    }

    private TerminalConfirmation consent(
            InputStream in, boolean canAsk, Optional<Long> maxRows, TerminalConfirmation.Given given) {
        Terminal terminal = new Terminal(
                in, new Terminal.Output(OutputStream.nullOutputStream()), Screen.plain(asked), Map.of(), canAsk, false);
        return new TerminalConfirmation(terminal, maxRows, given, choice);
    }

    private String asked() {
        return asked.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whoAskedForAFreshRunIsToldToLeaveThatOut() {
        choice = RunRequest.Choice.FRESH;
        TerminalConfirmation typed = asking("no\n");
        TerminalConfirmation nobody = consent(NOBODY, false, Optional.empty(), TerminalConfirmation.Given.NOT_YET);
        TerminalConfirmation tooMany = consent(NOBODY, false, Optional.of(1L), TerminalConfirmation.Given.BEFOREHAND);

        typed.decide(5);
        nobody.decide(5);
        tooMany.decide(5);

        Golden.check("consent/not-confirmed-fresh.txt", typed.refusal());
        Golden.check("consent/nobody-to-ask-fresh.txt", nobody.refusal());
        Golden.check("consent/too-many-rows-fresh.txt", tooMany.refusal());
    }

    @Test
    void whyItWasDeclinedIsKeptInAFewWords() {
        TerminalConfirmation typed = asking("no\n");
        TerminalConfirmation nobody = consent(NOBODY, false, Optional.empty(), TerminalConfirmation.Given.NOT_YET);
        TerminalConfirmation tooMany =
                consent(NOBODY, false, Optional.of(1_000L), TerminalConfirmation.Given.BEFOREHAND);

        typed.decide(1_234);
        nobody.decide(1_234);
        tooMany.decide(1_234);

        assertThat(typed.whyDeclined()).isEmpty();
        Golden.check("consent/reason-nobody-to-ask.txt", nobody.whyDeclined());
        Golden.check("consent/reason-too-many-rows.txt", tooMany.whyDeclined());
    }
}
