package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.cli.CommandLineInterface.Verbosity;
import io.conversationcleanup.golden.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered without running anything. */
class CommandLineInterfaceTest extends CommandLineFixture {

    @ParameterizedTest
    @CsvSource({
        "--help, help/root.txt",
        "run --help, help/run.txt",
        "resume --help, help/resume.txt",
        "plan --help, help/plan.txt",
        "rerun --help, help/rerun.txt",
        "status --help, help/status.txt",
        "stop --help, help/stop.txt",
        "rate --help, help/rate.txt",
        "pause --help, help/pause.txt",
        "unpause --help, help/unpause.txt",
        "report --help, help/report.txt",
        "find --help, help/find.txt",
        "forget --help, help/forget.txt",
        "simulate --help, help/simulate.txt",
        "explain --help, help/explain.txt",
        "verify --help, help/verify.txt",
        "completion --help, help/completion.txt"
    })
    void helpIsAnsweredOnStandardOutputAndFitsATerminal(String arguments, String page) {
        assertThat(command(arguments.split(" "))).isZero();

        Golden.check(page, out());
        assertThat(out()).doesNotContain("null", "$$");
        assertThat(out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(err()).isEmpty();
        String help = out();
        assertThat(command(arguments.replace("--help", "-h").split(" "))).isZero();
        assertThat(out()).isEqualTo(help);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "run --version", "simulate --version"})
    void theVersionIsAnsweredOnStandardOutput(String arguments) {
        assertThat(command(arguments.split(" "))).isZero();

        Golden.check("help/version.txt", out());
        assertThat(err()).isEmpty();
    }

    @Test
    void wrongArgumentsAreNamedWithTheWayToTheHelp() {
        for (String arguments : List.of(
                "frobnicate",
                "--frobnicate",
                "--repository",
                "run",
                "run a.yml b.yml",
                "run a.yml --frobnicate",
                "run a.yml --input",
                "run a.yml --max-rows",
                "run a.yml --max-rows many",
                "run a.yml --max-rows 9999999999999999999",
                "run a.yml --yes=maybe",
                "simulate --port http",
                "simulate --latency 1.5",
                "simulate --quota 3000000000",
                "simulate 8080")) {
            assertThat(command(arguments.split(" "))).isEqualTo(64);
            assertThat(out()).isEmpty();
        }

        assertThat(command()).isEqualTo(64);
        assertThat(out()).isEmpty();
        mustHaveShown("errors/wrong-arguments.txt");
        assertThat(orders).isEmpty();
    }

    @Test
    void completionPrintsAScriptThatKnowsEveryCommandAndItsOptions() {
        assertThat(command("completion")).isZero();

        assertThat(out())
                .startsWith("#!/usr/bin/env bash")
                .contains(
                        "complete -F _complete_conversation-cleanup",
                        "rerun",
                        "unpause",
                        "completion",
                        "--max-rows",
                        "--older-than",
                        "compgen -f");
        assertThat(err()).isEmpty();
    }

    @Test
    void aMistypedCommandIsRecognised() {
        assertThat(command("rum")).isEqualTo(64);
        mustHaveShown("errors/mistyped-command.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose run %s", "run --verbose %s", "run %s -v"})
    void logsMoreWhereverThatIsAskedFor(String arguments) {
        command(arguments.formatted(job(DEMO_JOB)).split(" "));
        command("run", job(DEMO_JOB));

        assertThat(logging).containsExactly(Verbosity.VERBOSE, Verbosity.NORMAL);
    }
}
