package io.conversationcleanup.cli;

import static io.conversationcleanup.cli.EndedRuns.RUN;
import static io.conversationcleanup.cli.EndedRuns.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.definition.CallRate;
import io.conversationcleanup.job.Confirmation;
import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.RunStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest extends CommandLineFixture {

    // What is ordered.

    @Test
    void ordersTheJobOfTheFileAsItStands() {
        work = order -> ended(RunStatus.COMPLETED);

        command("run", job(DEMO_JOB));

        RunOrder order = orders.get(0);
        assertThat(order.definition().name()).isEqualTo("demo");
        assertThat(order.definition().limits().rate()).isEqualTo(CallRate.of(160));
        assertThat(csv(order)).isEqualTo("users.csv");
        assertThat(order.request().choice()).isEqualTo(RunRequest.Choice.LATEST);
        assertThat(order.request().output()).isEmpty();
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
        assertThat(order.request().choice()).isEqualTo(RunRequest.Choice.FRESH);
        assertThat(order.request().output()).contains(Path.of("here"));
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
        work = order -> order.request().confirmation().decide(10) == Confirmation.Decision.SEND
                ? ended(RunStatus.COMPLETED)
                : new RunResult.Declined(RUN, order.request().confirmation().refusal());
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

    @Test
    void theCommandIsKeptAsItCanBeGivenAgainWithoutItsConsent() {
        work = order ->
                new RunResult.Declined(RUN, order.request().confirmation().refusal());
        String job = job(DEMO_JOB);

        command("run", job, "--yes", "--input", "it's.csv", "--output", "out", "--repository", "jdbc:h2:./runs");
        command("run", job, "--repository", "jdbc:h2:./runs;PASSWORD=x");

        assertThat(orders)
                .extracting(order -> order.request().command())
                .containsExactly(
                        "conversation-cleanup run " + job
                                + " --input 'it'\\''s.csv' --output out --repository jdbc:h2:./runs",
                        "conversation-cleanup run " + job);
    }

    private static String csv(RunOrder order) {
        return ((RunRequest.OfFile) order.request().rows()).csv().path().toString();
    }
}
