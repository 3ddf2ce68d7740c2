package io.conversationcleanup.cli;

import io.conversationcleanup.definition.CallRate;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.ProviderFacts.OperationFacts;
import io.conversationcleanup.runs.RunView;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends a request to a live run and waits for the effect. */
abstract class SteeringCommand extends Subcommand {

    @Mixin
    private final SharedOptions.RunName name = new SharedOptions.RunName();

    RunView named() {
        return context.one(name.name());
    }

    /** Waits until the run shows the effect and prints {@code heard}; on timeout prints what was wanted. */
    ExitCode await(RunView run, Predicate<RunView> done, String heard, String wanted) {
        context.print("Run " + run.id()
                + (context.shows(run, done) ? heard : " was asked" + wanted + " and has not answered yet."));
        return ExitCode.OK;
    }

    /** Holds the calls of a run until it is unpaused. */
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
    static final class Pause extends SteeringCommand {

        @Override
        ExitCode run() {
            RunView run = named();
            String heard = " is paused. Go on with: " + context.command("unpause " + run.id());
            return context.ask(run, (admin, actor) -> admin.askFor(run, Sending.PAUSED, actor))
                    ? await(run, RunView::isPaused, heard, "")
                    : context.tellNotRunning(run);
        }
    }

    @Command(
            name = "unpause",
            description = {"Lets the calls of a paused run leave again.", "It takes effect within a second.", ""},
            footer = {"", "Example:", "  conversation-cleanup unpause account-deletion-20261120-093000"})
    static final class Unpause extends SteeringCommand {

        @Override
        ExitCode run() {
            RunView run = named();
            return context.ask(run, (admin, actor) -> admin.askFor(run, Sending.ON, actor))
                    ? await(run, now -> !now.isPaused(), " goes on.", "")
                    : context.tellNotRunning(run);
        }
    }

    @Command(
            name = "rate",
            description = {
                "Changes the most calls per second of a run that goes on.",
                "It takes effect within a second. When the run is started again, the job file's",
                "rate, or --rate, holds again.",
                ""
            },
            footer = {
                "",
                "Examples:",
                "  conversation-cleanup rate account-deletion-20261120-093000 50",
                "  conversation-cleanup rate account-deletion-20261120-093000 19.8"
            })
    static final class Rate extends SteeringCommand {

        @Parameters(
                index = "1",
                paramLabel = "N",
                description = {
                    "Calls per second, retries included; may be a fraction.",
                    "unlimited is for loopback and the simulator."
                })
        @SuppressWarnings("NullAway.Init") // Set by picocli.
        private String rate;

        @Override
        ExitCode run() {
            CallRate wanted = CallRate.parse(rate)
                    .orElseThrow(() -> CommandFailedException.usage("'" + rate
                            + "' is no rate: give a positive number of calls per second, such as 160 or 19.8."));
            RunView run = named();
            if (run.isLive() && wanted.isUnlimited() && !run.mayBeUnlimited()) {
                throw CommandFailedException.usage(
                        "unlimited is for loopback addresses and the simulator alone; give a number.");
            }
            double callsPerSecond = wanted.perSecond().orElse(Double.POSITIVE_INFINITY);
            if (!context.ask(run, (admin, actor) -> admin.askForRate(run, callsPerSecond, actor))) {
                return context.tellNotRunning(run);
            }
            warnAboveQuota(run, callsPerSecond);
            OptionalDouble before = run.summary().rate().limitPerSecond();
            return await(
                    run,
                    now -> now.summary().rate().limitPerSecond().equals(wanted.perSecond()),
                    ": " + words(wanted.perSecond()) + ", was " + words(before) + ".",
                    " for " + words(wanted.perSecond()));
        }

        private void warnAboveQuota(RunView run, double callsPerSecond) {
            context.operation(run)
                    .map(OperationFacts::documentedCallsPerSecond)
                    .filter(quota -> Double.isFinite(callsPerSecond) && callsPerSecond > quota)
                    .ifPresent(quota -> context.screen()
                            .warning(rate + " calls per second is above the documented quota of " + quota
                                    + "; it is obeyed, and the provider may throttle the whole app"));
        }

        private static String words(OptionalDouble perSecond) {
            if (perSecond.isEmpty()) {
                return "unlimited";
            }
            double number = perSecond.getAsDouble();
            return (number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number)) + " calls/s";
        }
    }
}
