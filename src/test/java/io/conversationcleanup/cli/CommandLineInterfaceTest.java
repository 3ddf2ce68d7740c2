package io.conversationcleanup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.cli.CommandLineInterface.Verbosity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered without running anything. */
class CommandLineInterfaceTest extends CommandLineFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "run --help",
                "run -h",
                "simulate --help",
                "explain --help",
                "status --help",
                "stop --help",
                "rate --help",
                "pause --help",
                "unpause --help",
                "plan --help",
                "rerun --help",
                "report --help",
                "find --help",
                "forget --help",
                "verify --help",
                "completion --help"
            })
    void helpIsAnsweredOnStandardOutputAndFitsATerminal(String arguments) {
        assertThat(command(arguments.split(" "))).isZero();

        assertThat(out())
                .startsWith("Usage: conversation-cleanup ")
                .contains("--repository=URL", "--verbose")
                .containsPattern("Examples?:\n  conversation-cleanup |Examples:\n  alias ");
        assertThat(out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(err()).isEmpty();
    }

    @Test
    void helpShowsDatesAsTheyAreToBeWritten() {
        command("run", "--help");

        assertThat(out()).contains("${date-1d}", "'in/left-${date-1d}.csv'").doesNotContain("null", "$$");
    }

    @Test
    void helpNamesTheCommandsEachInALineOfItsOwn() {
        command("--help");

        assertThat(out()).contains("""

                Commands:
                  run         Stages the CSV file, deletes what it lists, writes the reports.
                  plan        Shows what run would do; sends nothing and leaves nothing behind.
                  rerun       Sends the failures of an earlier run again, as a new run.
                  status      Shows the runs, the newest first, or one of them.
                  stop        Asks a run to stop in good order, and waits until it has.
                  rate        Changes the most calls per second of a run that goes on.
                  pause       Lets no more calls of a run leave, until unpause.
                  unpause     Lets the calls of a paused run leave again.
                  report      Writes all reports of a run again, from the repository.
                  find        Tells what happened to a user, over all runs in the repository.
                  forget      Removes finished runs from the repository; report files stay.
                  simulate    Serves the provider simulator on a loopback port, for rehearsals.
                  explain     Tells what a provider's code means and what to do about it.
                  verify      Checks that the reports in a directory are as they were written.
                  completion  Prints the completion script for bash and zsh.

                """);
    }

    @Test
    void helpBreaksLinesBetweenWordsOnly() {
        command("run", "--help");

        assertThat(out()).contains("""
                      --rate=N              Calls per second, in place of the job file's
                                            limits.calls-per-second.
                """).contains("""
                                            Default: $CLEANUP_REPOSITORY_URL, or else an H2
                                            file in the directory cleanup-data. User and
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "run --version", "simulate --version"})
    void theVersionIsAnsweredOnStandardOutput(String arguments) {
        assertThat(command(arguments.split(" "))).isZero();

        assertThat(out()).isEqualTo("conversation-cleanup (not packaged)\n");
        assertThat(err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                  | Name a command.                                       | ''
                    frobnicate                          | Unmatched argument at index 0: 'frobnicate'           | ''
                    --frobnicate                        | Unknown option: '--frobnicate'                        | ''
                    --repository                        | Missing required parameter for option '--repository' (URL) | ''
                    run                                 | Missing required parameter: 'JOB.yml'                 | ' run'
                    run a.yml b.yml                     | Unmatched argument at index 2: 'b.yml'                | ' run'
                    run a.yml --frobnicate              | Unknown option: '--frobnicate'                        | ' run'
                    run a.yml --input                   | Missing required parameter for option '--input' (FILE) | ' run'
                    run a.yml --max-rows                | Missing required parameter for option '--max-rows' (N) | ' run'
                    run a.yml --max-rows many           | Invalid value for option '--max-rows': 'many' is no whole number, or too large | ' run'
                    run a.yml --max-rows 9999999999999999999 | Invalid value for option '--max-rows': '9999999999999999999' is no whole number, or too large | ' run'
                    run a.yml --yes=maybe               | Invalid value for option '--yes': 'maybe' is not a boolean | ' run'
                    simulate --port http                | Invalid value for option '--port': 'http' is no whole number, or too large | ' simulate'
                    simulate --latency 1.5              | Invalid value for option '--latency': '1.5' is no whole number, or too large | ' simulate'
                    simulate --quota 3000000000         | Invalid value for option '--quota': '3000000000' is no whole number, or too large | ' simulate'
                    simulate 8080                       | Unmatched argument at index 1: '8080'                 | ' simulate'
                    """)
    void wrongArgumentsAreNamedWithTheWayToTheHelp(String arguments, String expected, String command) {
        assertThat(command(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(64);

        assertThat(err()).startsWith(expected + "\n").endsWith("\nTry 'conversation-cleanup" + command + " --help'.\n");
        assertThat(out()).isEmpty();
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
        assertThat(err()).contains("Did you mean: conversation-cleanup run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--verbose run %s", "run --verbose %s", "run %s -v"})
    void logsMoreWhereverThatIsAskedFor(String arguments) {
        command(arguments.formatted(job(DEMO_JOB)).split(" "));
        command("run", job(DEMO_JOB));

        assertThat(logging).containsExactly(Verbosity.VERBOSE, Verbosity.NORMAL);
    }
}
