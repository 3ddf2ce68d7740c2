package io.conversationcleanup.cli;

import io.conversationcleanup.definition.CallRate;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.ProviderFacts.OperationFacts;
import io.conversationcleanup.runs.RunView;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes the rate of a run that goes on. */
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
final class RateCommand implements Callable<Integer> {

    private final RunsAtHand runs;
    private final Application application;
    private final Waiting waiting;

    @Mixin
    private final RunName run = new RunName();

    @Parameters(
            index = "1",
            paramLabel = "N",
            description = {
                "Calls per second, retries included; may be a fraction.",
                "unlimited is for loopback and the simulator."
            })
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String rate;

    RateCommand(RunsAtHand runs, Application application, Waiting waiting) {
        this.runs = runs;
        this.application = application;
        this.waiting = waiting;
    }

    @Override
    public Integer call() {
        CallRate wanted = CallRate.parse(rate)
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.USAGE,
                        "'" + rate + "' is no rate: give a positive number of calls per second, such as 160 or 19.8."));
        RunView before = runs.one(run.name());
        if (before.isLive() && wanted.isUnlimited() && !before.mayBeUnlimited()) {
            throw new CommandFailedException(
                    ExitCode.USAGE, "unlimited is for loopback addresses and the simulator alone; give a number.");
        }
        double callsPerSecond = wanted.perSecond().orElse(Double.POSITIVE_INFINITY);
        if (!before.isLive() || !runs.ask(before, (desk, live) -> desk.askForRate(live, callsPerSecond))) {
            runs.tellNotRunning(before);
            return ExitCode.OK.number();
        }
        warnAboveQuota(before, wanted);
        Optional<RunView> heard = runs.awaitHeard(
                before, waiting, now -> now.summary().rate().limitPerSecond().equals(wanted.perSecond()));
        runs.terminal()
                .out()
                .println(
                        heard.isPresent()
                                ? "Run " + before.id() + ": " + words(wanted.perSecond()) + ", was "
                                        + words(before.summary().rate().limitPerSecond()) + "."
                                : "Run " + before.id() + " was asked for " + words(wanted.perSecond())
                                        + " and has not answered yet.");
        return ExitCode.OK.number();
    }

    private void warnAboveQuota(RunView view, CallRate wanted) {
        application.providers().stream()
                .filter(provider -> provider.name().equals(view.summary().provider()))
                .flatMap(provider -> provider.operation(view.summary().operation()).stream())
                .map(OperationFacts::documentedCallsPerSecond)
                .filter(quota ->
                        wanted.perSecond().isPresent() && wanted.perSecond().getAsDouble() > quota)
                .forEach(quota -> runs.terminal()
                        .screen()
                        .line("Warning: " + rate + " calls per second is above the documented quota of " + quota
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
