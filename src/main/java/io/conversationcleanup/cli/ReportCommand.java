package io.conversationcleanup.cli;

import io.conversationcleanup.cli.Application.CodeExplanation;
import io.conversationcleanup.definition.JobFileException;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.ProviderFacts.OperationFacts;
import io.conversationcleanup.report.Replacement;
import io.conversationcleanup.report.ReportFiles;
import io.conversationcleanup.report.Reports;
import io.conversationcleanup.report.SummaryText;
import io.conversationcleanup.runs.Pseudonyms;
import io.conversationcleanup.runs.RunView;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rewrites the reports of a run. */
@Command(
        name = "report",
        description = {
            "Writes all reports of a run again, from the repository.",
            "Of a run that is not finished they tell how it stands now.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup report account-deletion-20261120-093000",
            "  conversation-cleanup report account-deletion-20261120-093000 --output audit"
        })
final class ReportCommand extends Subcommand {

    @Mixin
    private final SharedOptions.RunName run = new SharedOptions.RunName();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = {
                "Where the reports go. Default: where they were; while",
                "the run goes on, the directory so-far in there."
            })
    private @Nullable Path output;

    @Mixin
    private final SharedOptions.Overwrite overwrite = new SharedOptions.Overwrite();

    @Mixin
    private final SharedOptions.PseudonymKey pseudonyms = new SharedOptions.PseudonymKey();

    @Override
    ExitCode run() {
        RunView view = context.one(run.name());
        Path directory = directory(view);
        ReportFiles files = written(
                        context,
                        view,
                        directory,
                        pseudonyms.asked(context.terminal(), false),
                        access(view),
                        new Replacement(reads(view), overwrite.isGiven()))
                .orElseThrow(() -> CommandFailedException.usage("Run " + view.id()
                        + " has not read its whole input yet; reports of a part of it would look as"
                        + " if the rest had been forgotten. Nothing was written."));
        context.print(SummaryText.lines(files));
        SummaryText.again(files.summary(), context::command).ifPresent(context::print);
        return ExitCode.OK;
    }

    private List<Read> reads(RunView view) {
        List<Read> reads = new ArrayList<>(CommandContext.inputs(view));
        pseudonyms.keyFile().ifPresent(reads::add);
        view.jobFile().ifPresent(file -> {
            reads.add(new Read("the job file", file, Source.COMMAND_LINE));
            try {
                reads.addAll(JobOptions.read(context, file, null).filesRead());
            } catch (JobFileException e) {
                // The job file may be gone or changed; the reports do not need it.
            }
        });
        return reads;
    }

    /** Writes the reports of a run; empty if the ledger does not have its whole input. */
    static Optional<ReportFiles> written(
            CommandContext context,
            RunView view,
            Path directory,
            Optional<Pseudonyms> pseudonyms,
            FileAccess access,
            Replacement replacement) {
        Reports reports = new Reports(
                rules(context, view),
                code -> context.explanation(view, code).map(CodeExplanation::forReport),
                pseudonyms,
                InstantSource.system(),
                access,
                replacement);
        replacement.require(directory, Optional.of(view.id()));
        try {
            return context.at(admin -> admin.report(
                    view,
                    (ledger, run, unfinished, asItWas) -> reports.write(ledger, run, unfinished, directory, asItWas)));
        } catch (LeaseLostException e) {
            throw CommandFailedException.inUse(e.getMessage() + " It writes its own at its end.");
        }
    }

    private static ConversationRules rules(CommandContext context, RunView view) {
        return context.operation(view)
                .map(OperationFacts::rules)
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.INTERNAL,
                        "Run " + view.id() + " was made with " + view.summary().provider() + " "
                                + view.summary().operation() + ", which this version of the program does not know."));
    }

    private Path directory(RunView view) {
        Optional<Path> own = view.reports();
        if (output == null) {
            Path place = own.orElseThrow(() -> CommandFailedException.usage(
                    "Where the reports of run " + view.id() + " were is not known: give --output."));
            return view.isLive() ? place.resolve("so-far") : place;
        }
        if (view.isLive()
                && own.filter(output.toAbsolutePath().normalize()::equals).isPresent()) {
            throw CommandFailedException.usage("Run " + view.id()
                    + " is going on and will write its own reports to " + output
                    + ": give another directory with --output.");
        }
        return output;
    }

    /** Reports beside or in place of others keep their access rights. */
    private FileAccess access(RunView view) {
        return output == null ? view.reports().map(FileAccess::of).orElse(FileAccess.BY_UMASK) : FileAccess.BY_UMASK;
    }
}
