package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.report.Replacement;
import io.conversationcleanup.report.ReportFiles;
import io.conversationcleanup.report.SummaryText;
import io.conversationcleanup.runs.Pseudonyms;
import io.conversationcleanup.runs.RunView;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Closes an unfinished run for good. */
@Command(
        name = "abandon",
        description = {
            "Closes an unfinished run for good.",
            "The rows that are left are not sent. The run and what became of its rows stay in",
            "the repository, and its reports are written. It is no longer named as",
            "unfinished, and nothing resumes it.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  conversation-cleanup abandon account-deletion-20261120-093000 \\",
            "      --reason 'wrong export, see OPS-77'"
        })
final class AbandonCommand implements Callable<Integer> {

    private final RunsAtHand runs;
    private final Application application;
    private final InstantSource clock;

    @Mixin
    private final RunName run = new RunName();

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = {"Why: kept with the run and shown in its reports."})
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String reason;

    AbandonCommand(RunsAtHand runs, Application application, InstantSource clock) {
        this.runs = runs;
        this.application = application;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        SendOptions.checkReason(reason);
        RunView view = runs.one(run.name());
        if (view.isLive()) {
            throw new CommandFailedException(
                    ExitCode.IN_USE,
                    "Run " + view.id() + " is running, worked on by " + view.who() + ". Nothing was changed. Stop it"
                            + " first: " + runs.command("stop " + view.id()));
        }
        if (view.summary().isClosed()) {
            throw new CommandFailedException(
                    ExitCode.USAGE,
                    "Run " + view.id() + " has ended " + view.summary().status()
                            + view.summary().reason().map(why -> ", " + why).orElse("")
                            + ": nothing is left to abandon. Nothing was changed.");
        }
        Optional<Pseudonyms> pseudonyms = pseudonyms(view);
        List<Long> inDoubt = runs.at(desk -> desk.abandon(view, reason.strip(), clock))
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.IN_USE,
                        "Run " + view.id()
                                + ", or a later run of the same content, is being worked on by now. Nothing was"
                                + " changed. See: " + runs.command("status")));
        RunView abandoned = runs.one(view.id());
        runs.terminal()
                .out()
                .println("Run " + view.id() + " is abandoned. Its " + Wording.count(view.outstanding(), "row")
                        + " left are not sent; nothing resumes it.");
        if (!inDoubt.isEmpty()) {
            runs.terminal()
                    .out()
                    .println(Wording.count(inDoubt.size(), "call")
                            + " may have been made though its process died before it"
                            + " recorded that; the rows are pending: lines "
                            + inDoubt.stream().map(line -> Long.toString(line)).collect(Collectors.joining(", ")));
        }
        report(abandoned, pseudonyms);
        return ExitCode.OK.number();
    }

    /** Known before anything is closed: an abandoned run is reported. */
    private Optional<Pseudonyms> pseudonyms(RunView view) {
        if (!view.arePseudonymized()) {
            return Optional.empty();
        }
        return Optional.of(PseudonymOptions.known(Optional.empty(), runs.terminal())
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.SETTINGS,
                        "The reports of run " + view.id()
                                + " show pseudonyms, which need their key. Nothing was changed. Set "
                                + PseudonymOptions.VARIABLE + " and give the same command again.")));
    }

    private void report(RunView view, Optional<Pseudonyms> pseudonyms) {
        Optional<Path> directory = view.reports();
        if (directory.isEmpty()) {
            runs.terminal()
                    .screen()
                    .line("Where its reports go is not known. To write them: "
                            + runs.command("report " + view.id() + " --output DIR"));
            return;
        }
        Optional<ReportFiles> files = ReportCommand.written(
                runs,
                application,
                view,
                directory.get(),
                pseudonyms,
                FileAccess.of(directory.get()),
                new Replacement(RunsAtHand.inputs(view), RunsAtHand.mayOverwrite(view)));
        files.ifPresentOrElse(
                written -> SummaryText.lines(written).forEach(runs.terminal().out()::println),
                () -> runs.terminal()
                        .screen()
                        .line("It had not read its whole input and has sent nothing, so there is nothing to report."));
    }
}
