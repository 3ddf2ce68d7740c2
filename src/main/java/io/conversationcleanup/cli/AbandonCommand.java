package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.report.Replacement;
import io.conversationcleanup.report.SummaryText;
import io.conversationcleanup.runs.Pseudonyms;
import io.conversationcleanup.runs.RunView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
final class AbandonCommand extends Subcommand {

    @Mixin
    private final SharedOptions.RunName run = new SharedOptions.RunName();

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = {"Why: kept with the run and shown in its reports."})
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String reason;

    @Override
    ExitCode run() {
        SendOptions.checkReason(reason);
        RunView view = context.one(run.name());
        if (view.isLive()) {
            throw CommandFailedException.inUse("Run " + view.id() + " is running, worked on by " + view.who()
                    + ". Nothing was changed. Stop it" + " first: " + context.command("stop " + view.id()));
        }
        if (view.summary().isClosed()) {
            throw CommandFailedException.usage(
                    "Run " + view.id() + " has ended " + view.summary().status()
                            + view.summary().reason().map(why -> ", " + why).orElse("")
                            + ": nothing is left to abandon. Nothing was changed.");
        }
        Optional<Pseudonyms> pseudonyms = pseudonyms(view);
        List<Long> inDoubt = context.at(admin -> admin.abandon(view, reason.strip(), admin.actor(), context.clock()))
                .orElseThrow(() -> CommandFailedException.inUse("Run " + view.id()
                        + ", or a later run of the same content, is being worked on by now. Nothing was"
                        + " changed. See: " + context.command("status")));
        RunView abandoned = context.one(view.id());
        context.print("Run " + view.id() + " is abandoned. Its " + Wording.count(view.outstanding(), "row")
                + " left are not sent; nothing resumes it.");
        if (!inDoubt.isEmpty()) {
            context.print(Wording.count(inDoubt.size(), "call")
                    + " may have been made though its process died before it"
                    + " recorded that; the rows are pending: lines "
                    + inDoubt.stream().map(line -> Long.toString(line)).collect(Collectors.joining(", ")));
        }
        report(abandoned, pseudonyms);
        return ExitCode.OK;
    }

    /** Asks for the key before anything is closed, because an abandoned run is reported. */
    private Optional<Pseudonyms> pseudonyms(RunView view) {
        if (!view.arePseudonymized()) {
            return Optional.empty();
        }
        return Optional.of(SharedOptions.PseudonymKey.known(Optional.empty(), context.terminal())
                .orElseThrow(() -> CommandFailedException.settings("The reports of run " + view.id()
                        + " show pseudonyms, which need their key. Nothing was changed. Set "
                        + SharedOptions.PseudonymKey.VARIABLE + " and give the same command again.")));
    }

    private void report(RunView view, Optional<Pseudonyms> pseudonyms) {
        Optional<Path> directory = view.reports();
        if (directory.isEmpty()) {
            context.note("Where its reports go is not known. To write them: "
                    + context.command("report " + view.id() + " --output DIR"));
            return;
        }
        ReportCommand.written(
                        context,
                        view,
                        directory.get(),
                        pseudonyms,
                        FileAccess.of(directory.get()),
                        new Replacement(CommandContext.inputs(view), CommandContext.mayOverwrite(view)))
                .ifPresentOrElse(
                        files -> context.print(SummaryText.lines(files)),
                        () -> context.note(
                                "It had not read its whole input and has sent nothing, so there is nothing to"
                                        + " report."));
    }
}
