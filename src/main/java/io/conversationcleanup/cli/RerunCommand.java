package io.conversationcleanup.cli;

import io.conversationcleanup.cli.Application.RunOrder;
import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.runs.EarlierRows;
import io.conversationcleanup.runs.RunView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends the unsuccessful rows of an earlier run again. */
@Command(
        name = "rerun",
        description = {
            "Sends the failures of an earlier run again, as a new run.",
            "The rows come from the repository; the CSV file is not read. The same command",
            "again goes on with an unfinished rerun, and has nothing to do after a finished",
            "one. Rows that an unfinished run has not come to yet are not among them: its own",
            "command goes on with those.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup rerun account-deletion-20261120-093000",
            "  conversation-cleanup rerun account-deletion-20261120-093000 --only failed",
            "  conversation-cleanup rerun account-deletion-20261120-093000 \\",
            "      --code 50004 --code 60008 --yes --max-rows 500"
        })
final class RerunCommand extends Subcommand {

    @Mixin
    private final SharedOptions.RunName run = new SharedOptions.RunName();

    @Option(
            names = "--only",
            paramLabel = "OUTCOME",
            description = {
                "retryable: what failed for a passing reason; failed:",
                "what the provider refused for good. Default:",
                "retryable; with --code, both."
            })
    private EarlierRows.@Nullable Outcome only;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            description = {"Only rows that were answered with this code; may be", "given several times."})
    private @Nullable List<String> codes;

    @Option(
            names = "--job",
            paramLabel = "FILE",
            description = {"The job file. Default: the one that the earlier run", "was started with."})
    private @Nullable Path job;

    @Mixin
    private final SendOptions options = new SendOptions();

    @Override
    ExitCode run() {
        options.check();
        RunView parent = context.one(run.name());
        if (parent.isLive()) {
            context.note("Run " + parent.id() + " is going on, worked on by " + parent.who()
                    + ". Its failures can be sent again once it has ended.");
            return ExitCode.IN_USE;
        }
        EarlierRows rows = context.at(admin -> admin.select(parent, outcomes(), wantedCodes()));
        tellOfUnfinished(parent);
        if (rows.count() == 0) {
            tellOfNothing(parent, rows);
            return ExitCode.OK;
        }
        return send(parent, rows);
    }

    private void tellOfNothing(RunView parent, EarlierRows rows) {
        context.print("Nothing to send again: run " + parent.id() + " has no row that is " + rows.text() + ".");
        if (only == null && codes == null && parent.failed() > 0) {
            context.print(Wording.count(parent.failed(), "row") + " failed for good; to send "
                    + (parent.failed() == 1 ? "it" : "them") + " again, add --only failed.");
        }
    }

    private ExitCode send(RunView parent, EarlierRows rows) {
        SendOptions.Job read = options.job(context, CommandContext.jobFile(parent, Optional.ofNullable(job)));
        RunOrder order = options.order(
                context,
                read,
                new RunRequest.OfRun(rows),
                options.terms(),
                again(parent),
                options.files(read, CommandContext.inputs(parent)),
                options.pseudonyms(context, false));
        return new ForegroundRun(context, order, this::finished).run().code();
    }

    private String finished(RunResult.NothingLeft rerun) {
        String told = "sent these rows again and ended " + rerun.status() + ".";
        return rerun.status() == RunStatus.COMPLETED
                ? told
                : told + "\nTo send again what it could not do: " + context.command("rerun " + rerun.run());
    }

    private Set<String> wantedCodes() {
        return codes == null ? Set.of() : Set.copyOf(codes);
    }

    /** Codes without outcomes select all rows that have these codes. */
    private Set<EarlierRows.Outcome> outcomes() {
        if (only != null) {
            return Set.of(only);
        }
        return codes == null ? Set.of(EarlierRows.Outcome.RETRYABLE) : Set.of(EarlierRows.Outcome.values());
    }

    private void tellOfUnfinished(RunView parent) {
        long left = parent.outstanding();
        if (!parent.summary().isClosed() && left > 0) {
            context.note("Run " + parent.id() + " is unfinished: its " + Wording.count(left, "row") + " left "
                    + (left == 1 ? "is" : "are") + " not sent by this command. Go on with it by:");
            parent.command().ifPresent(command -> context.note("  " + command));
        }
    }

    private String again(RunView parent) {
        StringBuilder text = new StringBuilder("rerun ").append(parent.id());
        Optional.ofNullable(only).ifPresent(outcome -> text.append(" --only ").append(outcome));
        Optional.ofNullable(codes)
                .ifPresent(all -> all.forEach(code -> text.append(" --code ").append(SharedOptions.quoted(code))));
        Optional.ofNullable(job)
                .ifPresent(file -> text.append(" --job ").append(SharedOptions.quoted(file.toString())));
        return context.command(text + options.again());
    }
}
