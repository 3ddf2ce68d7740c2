package io.conversationcleanup.cli;

import static io.conversationcleanup.cli.EndedRuns.RUN;
import static io.conversationcleanup.cli.EndedRuns.ended;
import static io.conversationcleanup.cli.EndedRuns.reports;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.conversationcleanup.job.Confirmation;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.runs.Summary.Rerun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How runs end, and what is told of it. */
class RunEndingsTest extends CommandLineFixture {

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, 0, run/completed.txt",
        "COMPLETED_WITH_FAILURES, 1, run/completed-with-failures.txt",
        "STOPPED_BY_RULE, 2, run/stopped-by-rule.txt",
        "ABORTED, 3, run/aborted.txt",
        "STOPPED, 4, run/stopped.txt"
    })
    void aRunThatEndedIsSummedUpOnStandardOutput(RunStatus status, int code, String screen) {
        work = order -> ended(status);

        assertThat(command("run", job(DEMO_JOB))).isEqualTo(code);

        mustHaveShown(screen);
        assertThat(err()).isEmpty();
    }

    @Test
    void aRunThatHadFinishedBeforeHasNothingLeft() {
        work = order -> new RunResult.NothingLeft(RUN, RunStatus.COMPLETED, Optional.empty());

        assertThat(command("run", job(DEMO_JOB))).isZero();

        mustHaveShown("run/nothing-left.txt");
        assertThat(err()).isEmpty();
    }

    @Test
    void aRunThatHadFinishedWithFailuresIsToBeSentAgainBeforeItIsRunAnew() {
        work = order -> new RunResult.NothingLeft(RUN, RunStatus.COMPLETED_WITH_FAILURES, Optional.empty());

        assertThat(command("run", job(DEMO_JOB))).isZero();

        mustHaveShown("run/nothing-left-but-failures.txt");
    }

    @Test
    void whatHasBeenSentAgainIsToldInPlaceOfTheWayToDoThat() {
        work = order -> new RunResult.NothingLeft(RUN, RunStatus.COMPLETED_WITH_FAILURES, Optional.empty());
        Rerun rerun = new Rerun(RUN + "-rerun", RunStatus.COMPLETED, 2, "retryable");
        RunAdmin runs = mock();
        given(runs.run(RUN))
                .willReturn(new RunView(
                        reports(RunStatus.COMPLETED_WITH_FAILURES, List.of(rerun))
                                .summary(),
                        RunView.Standing.ENDED,
                        Optional.empty(),
                        Optional.empty()));
        desk = Optional.of(runs);

        command("run", job(DEMO_JOB));

        mustHaveShown("run/nothing-left-and-failures-sent-again.txt");
    }

    @Test
    void reportsAskedForOfARunThatHadFinishedAreNamed() {
        work = order -> new RunResult.NothingLeft(RUN, RunStatus.COMPLETED, Optional.of(reports(RunStatus.COMPLETED)));

        assertThat(command("run", job(DEMO_JOB), "--output", "here")).isZero();

        mustHaveShown("run/nothing-left-with-reports.txt");
    }

    @Test
    void aRunThatWasNotConfirmedSaysWhy() {
        work = order -> {
            assertThat(order.request().confirmation().decide(3)).isEqualTo(Confirmation.Decision.DECLINE);
            return new RunResult.Declined(RUN, order.request().confirmation().refusal());
        };

        assertThat(command("run", job(REAL_JOB))).isEqualTo(6);

        mustHaveShown("run/not-confirmed.txt");
        assertThat(out()).isEmpty();
    }

    @Test
    void aRunThatBrokeOffSaysWhyAndHowToGoOn() {
        work = order -> new RunResult.Broken(
                RUN, new IllegalStateException("the step failed", new IllegalArgumentException("disk full")));

        assertThat(command("run", job(DEMO_JOB))).isEqualTo(70);

        mustHaveShown("run/broken-off.txt");
        assertThat(out()).isEmpty();
    }

    @Test
    void aRunThatBrokeOffForAReasonThatCanBeMendedHasItsExitCode() {
        work = order -> new RunResult.Broken(
                RUN, new IllegalStateException(new CommandFailedException(ExitCode.INPUT, "The input has changed.")));

        assertThat(command("run", job(DEMO_JOB))).isEqualTo(65);

        mustHaveShown("run/broken-off-by-changed-input.txt");
    }

    @Test
    void aRunThatAnotherProcessWorksOnIsToldWithWhoAndWhatCanBeDone() {
        work = order -> new RunResult.InUse(RUN, "bob on host (process 7)", Instant.parse("2026-11-21T00:03:55.120Z"));

        assertThat(command("run", job(DEMO_JOB))).isEqualTo(5);

        mustHaveShown("run/in-use.txt");
        assertThat(out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"IN_USE, 5", "INPUT, 65", "SETTINGS, 78"})
    void aCommandThatFailsForAKnownReasonSaysItAndNoMore(ExitCode exitCode, int code) {
        work = order -> {
            throw new CommandFailedException(exitCode, "This is why, and what to do.");
        };

        assertThat(command("run", job(DEMO_JOB))).isEqualTo(code);

        assertThat(err()).isEqualTo("This is why, and what to do.\n");
        assertThat(out()).isEmpty();
    }

    @Test
    void anUnforeseenFailureIsToldInALineWithAHint() {
        work = order -> {
            throw new IllegalStateException("outer", new ArrayIndexOutOfBoundsException("Index 3"));
        };

        assertThat(command("run", job(DEMO_JOB))).isEqualTo(70);

        mustHaveShown("errors/unforeseen-failure.txt");
        assertThat(out()).isEmpty();
    }

    @Test
    void anErrorOfTheMachineIsNotTakenForARunWithFailedRows() {
        work = order -> {
            throw new NoClassDefFoundError("a/Missing");
        };

        assertThat(command("run", job(DEMO_JOB))).isEqualTo(70);

        mustHaveShown("errors/unforeseen-error.txt");
    }
}
