package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.conversationcleanup.definition.CallRate;
import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.job.Confirmation;
import io.conversationcleanup.job.RunDesk;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.ledger.CallCounts;
import io.conversationcleanup.ledger.Tally;
import io.conversationcleanup.model.Mandate;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.report.ReportFiles;
import io.conversationcleanup.report.Rerun;
import io.conversationcleanup.report.RunView;
import io.conversationcleanup.report.Summary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest extends CommandLineFixture {

    private static final String RUN = "demo-20261121-000355";

    // What is ordered.

    @Test
    void ordersTheJobOfTheFileAsItStands() {
        work = order -> ended(RunStatus.COMPLETED);

        command("run", job(DEMO_JOB));

        RunOrder order = orders.get(0);
        assertThat(order.definition().name()).isEqualTo("demo");
        assertThat(order.definition().limits().rate()).isEqualTo(CallRate.of(160));
        assertThat(csv(order)).isEqualTo("users.csv");
        assertThat(order.choice()).isEqualTo(RunSpec.Choice.LATEST);
        assertThat(order.output()).isEmpty();
        assertThat(order.repository())
                .isEqualTo(new RepositoryOptions(Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(err()).isEmpty();
    }

    @Test
    void optionsTakeThePlaceOfWhatTheFileSays() {
        work = order -> ended(RunStatus.COMPLETED);

        command("run", job(DEMO_JOB), "--input=-", "--rate", "19.8", "--output", "here", "--fresh");

        RunOrder order = orders.get(0);
        assertThat(csv(order)).isEqualTo("-");
        assertThat(order.definition().limits().rate()).isEqualTo(CallRate.of(19.8));
        assertThat(order.choice()).isEqualTo(RunSpec.Choice.FRESH);
        assertThat(order.output()).contains(Path.of("here"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--repository jdbc:x:y run %s", "run --repository=jdbc:x:y %s", "run %s --repository jdbc:x:y"})
    void theRepositoryMayBeNamedBeforeOrAfterTheCommand(String arguments) {
        environment.put("CLEANUP_REPOSITORY_URL", "jdbc:of:the-environment");
        environment.put("CLEANUP_REPOSITORY_USER", "me");
        environment.put("CLEANUP_REPOSITORY_PASSWORD", "hush");

        command(arguments.formatted(job(DEMO_JOB)).split(" "));

        assertThat(orders.get(0).repository())
                .isEqualTo(new RepositoryOptions(Optional.of("jdbc:x:y"), Optional.of("me"), Optional.of("hush")));
    }

    @Test
    void theEnvironmentNamesTheRepositoryIfNoOptionDoes() {
        environment.put("CLEANUP_REPOSITORY_URL", "jdbc:of:the-environment");
        environment.put("CLEANUP_REPOSITORY_USER", "");

        command("run", job(DEMO_JOB));

        assertThat(orders.get(0).repository())
                .isEqualTo(new RepositoryOptions(
                        Optional.of("jdbc:of:the-environment"), Optional.empty(), Optional.empty()));
    }

    @Test
    void aRateAboveTheQuotaIsWarnedOfAndObeyed() {
        work = order -> ended(RunStatus.COMPLETED);

        assertThat(command("run", job(DEMO_JOB), "--rate", "500")).isZero();

        assertThat(orders.get(0).definition().limits().rate()).isEqualTo(CallRate.of(500));
        mustHaveShown("run/rate-above-the-quota.txt");
    }

    @ParameterizedTest
    @CsvSource({"demo, '', SEND", "demo, --max-rows=9, DECLINE", "real, '', DECLINE", "real, --yes, SEND"})
    void onlyTheSimulatorNeedsNoConsentAndTheRowLimitHoldsThereToo(String job, String option, String decision) {
        work = order -> order.confirmation().decide(10) == Confirmation.Decision.SEND
                ? ended(RunStatus.COMPLETED)
                : new RunResult.Declined(RUN);
        String arguments = "run " + job(job.equals("demo") ? DEMO_JOB : REAL_JOB) + " " + option;

        int code = command(arguments.strip().split(" "));

        assertThat(code).isEqualTo(decision.equals("SEND") ? 0 : 6);
    }

    // What is refused before anything is ordered.

    @Test
    void optionsThatCannotBeAreWrongArguments() {
        for (String option : List.of("--rate fast", "--rate 0", "--rate unlimited", "--max-rows -1")) {
            assertThat(command(("run " + job(REAL_JOB) + " " + option).split(" ")))
                    .isEqualTo(64);
        }

        mustHaveShown("errors/run-impossible-options.txt");
        assertThat(orders).isEmpty();
    }

    @Test
    void noInputAnywhereIsAWrongArgument() {
        String file = job(DEMO_JOB.replaceAll("input:.*\n", ""));

        assertThat(command("run", file)).isEqualTo(64);

        mustHaveShown("errors/no-input.txt");
        assertThat(orders).isEmpty();
    }

    @Test
    void allThatIsWrongWithAJobFileIsTold() {
        String file = job(REAL_JOB.replace("${KEY}", "${NO_KEY}") + "speed: 9\nlimits: {calls-per-second: fast}\n");

        assertThat(command("run", file, "--yes")).isEqualTo(78);

        mustHaveShown("errors/job-file-with-three-problems.txt");
        assertThat(orders).isEmpty();
    }

    @Test
    void aJobFileThatIsNotThereIsNamed() {
        assertThat(command("run", directory.resolve("nowhere.yml").toString())).isEqualTo(78);

        mustHaveShown("errors/no-job-file.txt");
    }

    // What is told of the end.

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
        RunDesk runs = mock();
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
            assertThat(order.confirmation().decide(3)).isEqualTo(Confirmation.Decision.DECLINE);
            return new RunResult.Declined(RUN);
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

    @Test
    void theCommandIsKeptAsItCanBeGivenAgainWithoutItsConsent() {
        work = order -> new RunResult.Declined(RUN);
        String job = job(DEMO_JOB);

        command("run", job, "--yes", "--input", "it's.csv", "--output", "out", "--repository", "jdbc:h2:./runs");
        command("run", job, "--repository", "jdbc:h2:./runs;PASSWORD=x");

        assertThat(orders)
                .extracting(order -> order.start().command())
                .containsExactly(
                        "conversation-cleanup run " + job
                                + " --input 'it'\\''s.csv' --output out --repository jdbc:h2:./runs",
                        "conversation-cleanup run " + job);
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

    private static String csv(RunOrder order) {
        return ((RunOrder.OfFile) order.rows()).csv().name();
    }

    private static RunResult ended(RunStatus status) {
        return new RunResult.Ended(RUN, status, reports(status));
    }

    private static ReportFiles reports(RunStatus status) {
        return reports(status, List.of());
    }

    private static ReportFiles reports(RunStatus status, List<Rerun> reruns) {
        Path directory = Path.of("here");
        Instant start = Instant.parse("2026-11-21T00:03:55Z");
        return new ReportFiles(
                directory.resolve("results.csv"),
                directory.resolve("failures.csv"),
                directory.resolve("summary.json"),
                directory.resolve("report.html"),
                new Summary(
                        RUN,
                        "demo",
                        "sample",
                        "delete-conversation",
                        status,
                        Optional.empty(),
                        new Summary.Input("users.csv", "ab12"),
                        new Tally(3, 1, 1, 1, 0, 0, 0, 0, 0),
                        CallCounts.NONE,
                        new Summary.Rate(OptionalDouble.of(160), 0, 0),
                        Map.of(),
                        start,
                        Optional.of(start.plusSeconds(1)),
                        Duration.ofSeconds(1),
                        Mandate.UNKNOWN,
                        Optional.empty(),
                        Summary.Beginning.FIRST,
                        reruns,
                        Optional.empty()),
                "ab34",
                Manifest.Ids.PLAIN);
    }
}
