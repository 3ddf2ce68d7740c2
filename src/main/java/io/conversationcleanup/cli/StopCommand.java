package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunView;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a run to stop in good order, and waits until it has. */
@Command(
        name = "stop",
        description = {
            "Asks a run to stop in good order, and waits until it has.",
            "No more calls leave, those in flight are answered and recorded, the reports are",
            "written. The run itself ends with 4; the same run command takes it up again.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup stop account-deletion-20261120-093000",
            "  conversation-cleanup stop account-deletion --wait 120"
        })
final class StopCommand implements Callable<Integer> {

    private final RunsAtHand runs;
    private final Waiting waiting;

    @Mixin
    private final RunName run = new RunName();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for it. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    StopCommand(RunsAtHand runs, Waiting waiting) {
        this.runs = runs;
        this.waiting = waiting;
    }

    @Override
    public Integer call() {
        RunView now = runs.one(run.name());
        if (!now.isLive() || !runs.ask(now, RunAdmin::askToStop)) {
            runs.tellNotRunning(now);
            return ExitCode.OK.number();
        }
        runs.terminal()
                .screen()
                .line("Asked run " + now.id() + " to stop. Waiting for its calls in flight and its reports.");
        Duration patience = Duration.ofSeconds(seconds);
        for (Duration waited = Duration.ZERO; now.isLive(); waited = waited.plus(RunsAtHand.LOOK_AGAIN)) {
            if (waited.compareTo(patience) >= 0) {
                runs.terminal()
                        .screen()
                        .line("Run " + now.id() + " was asked to stop and is still at it after " + seconds + " s. See: "
                                + runs.command("status " + now.id()));
                return ExitCode.IN_USE.number();
            }
            waiting.pass(RunsAtHand.LOOK_AGAIN);
            now = runs.one(now.id());
        }
        runs.terminal()
                .out()
                .println("Run " + now.id()
                        + (now.standing() == RunView.Standing.ORPHANED
                                ? " was stopping when its process ended. To resume it: "
                                        + runs.command("resume " + now.id())
                                : " has ended: " + now.summary().status() + "."));
        return ExitCode.OK.number();
    }
}
