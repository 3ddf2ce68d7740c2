package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets the calls of a paused run leave again. */
@Command(
        name = "unpause",
        description = {"Lets the calls of a paused run leave again.", "It takes effect within a second.", ""},
        footer = {"", "Example:", "  conversation-cleanup unpause account-deletion-20261120-093000"})
final class UnpauseCommand implements Callable<Integer> {

    private final RunsAtHand runs;
    private final Waiting waiting;

    @Mixin
    private final RunName run = new RunName();

    UnpauseCommand(RunsAtHand runs, Waiting waiting) {
        this.runs = runs;
        this.waiting = waiting;
    }

    @Override
    public Integer call() {
        RunView before = runs.one(run.name());
        if (!before.isLive() || !runs.ask(before, RunAdmin::askToGoOn)) {
            runs.tellNotRunning(before);
            return ExitCode.OK.number();
        }
        boolean heard = runs.awaitHeard(before, waiting, now -> !now.isPaused()).isPresent();
        runs.terminal()
                .out()
                .println(
                        heard
                                ? "Run " + before.id() + " goes on."
                                : "Run " + before.id() + " was asked and has not answered yet.");
        return ExitCode.OK.number();
    }
}
