package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.runs.RunView;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Requests an orderly stop of a run and waits for its end. */
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
final class StopCommand extends SteeringCommand {

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for it. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Override
    ExitCode run() {
        RunView live = named();
        RunView now = live;
        if (!context.ask(now, (admin, actor) -> admin.askToStop(live, actor))) {
            return context.tellNotRunning(now);
        }
        context.note("Asked run " + now.id() + " to stop. Waiting for its calls in flight and its reports.");
        Duration patience = Duration.ofSeconds(seconds);
        for (Duration waited = Duration.ZERO; now.isLive(); waited = waited.plus(CommandContext.LOOK_AGAIN)) {
            if (waited.compareTo(patience) >= 0) {
                context.note("Run " + now.id() + " was asked to stop and is still at it after " + seconds + " s. See: "
                        + context.command("status " + now.id()));
                return ExitCode.IN_USE;
            }
            context.pause(CommandContext.LOOK_AGAIN);
            now = context.one(now.id());
        }
        context.print("Run " + now.id()
                + (now.standing() == RunView.Standing.ORPHANED
                        ? " was stopping when its process ended. To resume it: " + context.command("resume " + now.id())
                        : " has ended: " + now.summary().status() + "."));
        return ExitCode.OK;
    }
}
