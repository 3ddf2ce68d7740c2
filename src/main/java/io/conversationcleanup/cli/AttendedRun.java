package io.conversationcleanup.cli;

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
import java.util.function.UnaryOperator;

/** A run while its command waits for it: shows how it goes, hands signals on, and tells what came of it. For one run. */
final class AttendedRun {

    /** Calls in flight are answered or time out within 10 s; recording and reports come after. */
    private static final Duration END_OF_RUN = Duration.ofSeconds(15);

    private static final String HOW_TO_GO_ON = "When the cause is mended, the same command goes on with it.";

    private final Application application;
    private final Terminal terminal;
    private final StopSignals signals;
    private final UnaryOperator<String> command;
    private final Function<RunResult.NothingLeft, String> finished;

    /**
     * An attended run.
     *
     * @param command completes the words of a command to one that can be pasted
     * @param finished what there is to say of a run that had finished before, after its name
     */
    AttendedRun(
            Application application,
            Terminal terminal,
            StopSignals signals,
            UnaryOperator<String> command,
            Function<RunResult.NothingLeft, String> finished) {
        this.application = application;
        this.terminal = terminal;
        this.signals = signals;
        this.command = command;
        this.finished = finished;
    }

    /** Carries the order out that is made for this consent and control. */
    Ending attend(Consent consent, RunControl control, Function<RunControl, RunOrder> order) {
        RunOrder made = order.apply(control);
        // Also metrics are not written before this.
        application.requireApart(made.files(), made.repository());
        try (Telemetry telemetry =
                Telemetry.begin(made.definition(), control, InstantSource.system(), System::nanoTime)) {
            Ending ending = carryOut(made, consent, control);
            // Who works on it tells of it.
            if (ending.code() != ExitCode.IN_USE) {
                telemetry.ended(terminal.exitCode(ending.code().number()), ending.summary());
            }
            return ending;
        }
    }

    /**
     * How it ended. Immutable.
     *
     * @param code what the command ends with
     * @param result what came of it; empty if it could not begin, or broke
     */
    record Ending(ExitCode code, Optional<RunResult> result) {

        Optional<Summary> summary() {
            return result.filter(RunResult.Ended.class::isInstance)
                    .map(ended -> ((RunResult.Ended) ended).reports().summary());
        }
    }

    private Ending carryOut(RunOrder order, Consent consent, RunControl control) {
        control.whenStopped(consent::abandon);
        signals.stopBy(() -> stop(control));
        ProgressTicker ticker = ProgressTicker.start(terminal.screen(), control.monitor());
        try {
            RunResult result = application.run(order);
            ticker.close();
            return new Ending(tell(result, consent), Optional.of(result));
        } catch (RuntimeException e) {
            ticker.close();
            terminal.screen().error(Failures.text(e));
            if (!Failures.isKnown(e)) {
                terminal.screen().line(control.isUnderWay() ? HOW_TO_GO_ON : "Nothing was sent. " + HOW_TO_GO_ON);
            }
            return new Ending(Failures.exitCode(e), Optional.empty());
        } finally {
            ticker.close();
            signals.runHasEnded();
        }
    }

    private Optional<Duration> stop(RunControl control) {
        control.stop(StopCause.SIGNAL, "a signal asked the program to stop");
        if (!control.isUnderWay()) {
            terminal.screen()
                    .line("Stopped by a signal. Nothing was sent; the same command begins where this one did.");
            return Optional.empty();
        }
        return Optional.of(END_OF_RUN);
    }

    private ExitCode tell(RunResult result, Consent consent) {
        if (result instanceof RunResult.Ended ended) {
            SummaryText.lines(ended.reports()).forEach(terminal.out()::println);
            SummaryText.again(ended.reports().summary(), command).ifPresent(terminal.out()::println);
            return ended.reports().summary().cause().equals(Optional.of(StopCause.FAULT))
                    ? ExitCode.INTERNAL
                    : exitCode(ended);
        }
        if (result instanceof RunResult.NothingLeft nothing) {
            terminal.out().println("Nothing left to do: run " + nothing.run() + " " + finished.apply(nothing));
            nothing.reports().ifPresent(files -> terminal.out().println("Reports: " + files.html()));
            return ExitCode.OK;
        }
        if (result instanceof RunResult.InUse other) {
            terminal.screen().error(InUse.text(other.run(), other.who(), other.since()));
            return ExitCode.IN_USE;
        }
        if (result instanceof RunResult.TakenOver other) {
            terminal.screen().error(InUse.takenOver(other.run()));
            return ExitCode.IN_USE;
        }
        if (result instanceof RunResult.NotBegun) {
            return ExitCode.UNFINISHED;
        }
        if (result instanceof RunResult.Declined) {
            terminal.screen().error(consent.refusal());
            return ExitCode.NOT_CONFIRMED;
        }
        RunResult.Broken broken = (RunResult.Broken) result;
        terminal.screen().error(Failures.text(broken.cause()));
        terminal.screen()
                .line("Run " + broken.run() + " stopped where it was, and nothing more is sent. Every outcome that was"
                        + " recorded is kept. " + HOW_TO_GO_ON);
        return Failures.exitCode(broken.cause());
    }

    private static ExitCode exitCode(RunResult.Ended ended) {
        return switch (ended.status()) {
            case COMPLETED -> ExitCode.OK;
            case COMPLETED_WITH_FAILURES -> ExitCode.SOME_FAILED;
            case STOPPED, RUNNING -> ExitCode.STOPPED;
            case STOPPED_BY_RULE -> ExitCode.STOPPED_BY_RULE;
            case ABORTED -> ExitCode.ABORTED;
        };
    }
}
