package io.conversationcleanup.cli;

import io.conversationcleanup.cli.Application.RunOrder;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.report.SummaryText;
import io.conversationcleanup.runs.Summary;
import io.conversationcleanup.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Carries out one run: shows progress, forwards signals and prints the result. */
record ForegroundRun(CommandContext context, RunOrder order, Function<RunResult.NothingLeft, String> finished) {

    /** Calls in flight are answered or time out within 10 s; records and reports follow. */
    private static final Duration END_OF_RUN = Duration.ofSeconds(15);

    private static final String HOW_TO_GO_ON = "When the cause is mended, the same command goes on with it.";

    /** The exit code and the result, which is empty if the run could not start or broke. Immutable. */
    record Ending(ExitCode code, Optional<RunResult> result) {

        Optional<Summary> summary() {
            return result.filter(RunResult.Ended.class::isInstance)
                    .map(ended -> ((RunResult.Ended) ended).reports().summary());
        }
    }

    private RunControl control() {
        return order.request().control();
    }

    Ending run() {
        // Comes first: the metrics file is an output too.
        context.application().requireApart(order.files(), order.repository());
        try (Telemetry telemetry =
                Telemetry.begin(order.definition(), control(), InstantSource.system(), System::nanoTime)) {
            Ending ending = carryOut();
            // If another process works on the run, that process reports the end.
            if (ending.code() != ExitCode.IN_USE) {
                telemetry.ended(context.terminal().exitCode(ending.code().number()), ending.summary());
            }
            return ending;
        }
    }

    private Ending carryOut() {
        context.signals().stopBy(this::stop);
        Progress progress = Progress.start(context.screen(), control().monitor());
        try {
            RunResult result = context.application().run(order);
            progress.close();
            return new Ending(tell(result), Optional.of(result));
        } catch (RuntimeException e) {
            progress.close();
            context.screen().error(context.failures().text(e));
            if (!Failures.isKnown(e)) {
                context.note((control().isUnderWay() ? "" : "Nothing was sent. ") + HOW_TO_GO_ON);
            }
            return new Ending(Failures.exitCode(e), Optional.empty());
        } finally {
            progress.close();
            context.signals().runHasEnded();
        }
    }

    private Optional<Duration> stop() {
        control().stop(StopCause.SIGNAL, "a signal asked the program to stop");
        if (control().isUnderWay()) {
            return Optional.of(END_OF_RUN);
        }
        context.note("Stopped by a signal. Nothing was sent; the same command begins where this one did.");
        return Optional.empty();
    }

    private ExitCode tell(RunResult result) {
        if (result instanceof RunResult.Ended ended) {
            context.print(SummaryText.lines(ended.reports()));
            SummaryText.again(ended.reports().summary(), context::command).ifPresent(context::print);
            return exitCode(ended);
        }
        if (result instanceof RunResult.NothingLeft nothing) {
            context.print("Nothing left to do: run " + nothing.run() + " " + finished.apply(nothing));
            nothing.reports().ifPresent(files -> context.print("Reports: " + files.html()));
            return ExitCode.OK;
        }
        if (result instanceof RunResult.InUse other) {
            return failed(ExitCode.IN_USE, other.text());
        }
        if (result instanceof RunResult.TakenOver other) {
            return failed(ExitCode.IN_USE, other.text());
        }
        if (result instanceof RunResult.NotBegun) {
            return ExitCode.UNFINISHED;
        }
        if (result instanceof RunResult.Declined declined) {
            return failed(ExitCode.NOT_CONFIRMED, declined.refusal());
        }
        RunResult.Broken broken = (RunResult.Broken) result;
        context.screen().error(context.failures().text(broken.cause()));
        context.note("Run " + broken.run() + " stopped where it was, and nothing more is sent. Every outcome that was"
                + " recorded is kept. " + HOW_TO_GO_ON);
        return Failures.exitCode(broken.cause());
    }

    private ExitCode failed(ExitCode code, String text) {
        context.screen().error(text);
        return code;
    }

    private static ExitCode exitCode(RunResult.Ended ended) {
        if (ended.reports().summary().cause().equals(Optional.of(StopCause.FAULT))) {
            return ExitCode.INTERNAL;
        }
        return switch (ended.status()) {
            case COMPLETED -> ExitCode.OK;
            case COMPLETED_WITH_FAILURES -> ExitCode.SOME_FAILED;
            case STOPPED, RUNNING -> ExitCode.STOPPED;
            case STOPPED_BY_RULE -> ExitCode.STOPPED_BY_RULE;
            case ABORTED -> ExitCode.ABORTED;
        };
    }
}
