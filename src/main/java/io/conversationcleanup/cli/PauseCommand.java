package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets no more calls of a run leave. */
@Command(
        name = "pause",
        description = {
            "Lets no more calls of a run leave, until unpause.",
            "It takes effect within a second; calls in flight are answered and recorded.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup pause account-deletion-20261120-093000",
            "  conversation-cleanup pause account-deletion"
        })
final class PauseCommand implements Callable<Integer> {

    private final RunsAtHand runs;
    private final Waiting waiting;

    @Mixin
    private final RunName run = new RunName();

    PauseCommand(RunsAtHand runs, Waiting waiting) {
        this.runs = runs;
        this.waiting = waiting;
    }

    @Override
    public Integer call() {
        RunView before = runs.one(run.name());
        if (!before.isLive() || !runs.ask(before, RunAdmin::askToPause)) {
            runs.tellNotRunning(before);
            return ExitCode.OK.number();
        }
        boolean heard = runs.awaitHeard(before, waiting, RunView::isPaused).isPresent();
        runs.terminal()
                .out()
                .println(
                        heard
                                ? "Run " + before.id() + " is paused. Go on with: "
                                        + runs.command("unpause " + before.id())
                                : "Run " + before.id() + " was asked and has not answered yet.");
        return ExitCode.OK.number();
    }
}
