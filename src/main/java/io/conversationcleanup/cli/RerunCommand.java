package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.job.Start;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.runs.EarlierRows;
import io.conversationcleanup.runs.RunView;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Sends the rows of an earlier run that did not succeed again. */
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
final class RerunCommand implements Callable<Integer> {

    private final RunsAtHand runs;
    private final Application application;
    private final StopSignals signals;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private RootCommand root;

    @Mixin
    private final RunName run = new RunName();

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

    RerunCommand(RunsAtHand runs, Application application, StopSignals signals) {
        this.runs = runs;
        this.application = application;
        this.signals = signals;
    }

    @Override
    public Integer call() {
        options.check();
        Terminal terminal = runs.terminal();
        RunView parent = runs.one(run.name());
        if (parent.isLive()) {
            terminal.screen()
                    .line("Run " + parent.id() + " is going on, worked on by " + parent.who()
                            + ". Its failures can be sent again once it has ended.");
            return ExitCode.IN_USE.number();
        }
        EarlierRows rows = runs.at(desk -> desk.select(parent, outcomes(), wantedCodes()));
        tellOfUnfinished(parent);
        if (rows.count() == 0) {
            tellOfNothing(parent, rows);
            return ExitCode.OK.number();
        }
        return send(parent, rows).number();
    }

    private void tellOfNothing(RunView parent, EarlierRows rows) {
        PrintWriter out = runs.terminal().out();
        out.println("Nothing to send again: run " + parent.id() + " has no row that is " + rows.text() + ".");
        if (only == null && codes == null && parent.failed() > 0) {
            out.println(Wording.count(parent.failed(), "row") + " failed for good; to send "
                    + (parent.failed() == 1 ? "it" : "them") + " again, add --only failed.");
        }
    }

    private ExitCode send(RunView parent, EarlierRows rows) {
        Terminal terminal = runs.terminal();
        Path file = RunsAtHand.jobFile(parent, Optional.ofNullable(job));
        JobDefinition definition = options.applied(JobFile.read(file, options.rate(), application, terminal));
        definition.warnings().forEach(warning -> terminal.screen().warning(warning));
        Consent consent = options.consent(
                terminal, definition, RunSpec.Choice.LATEST, (resumed, others) -> true, options.maxRows());
        return new AttendedRun(application, terminal, signals, root::command, this::finished)
                .attend(
                        consent,
                        new RunControl(),
                        control -> new RunOrder(
                                definition,
                                new RunOrder.OfRun(rows),
                                RunSpec.Choice.LATEST,
                                options.output(),
                                root.options().repository(terminal),
                                consent,
                                control,
                                options.pseudonyms(terminal),
                                new Start(command(parent), file, options.requestedBy()),
                                options.files(file, definition, RunsAtHand.inputs(parent))))
                .code();
    }

    private String finished(RunResult.NothingLeft rerun) {
        String told = "sent these rows again and ended " + rerun.status() + ".";
        return rerun.status() == RunStatus.COMPLETED
                ? told
                : told + "\nTo send again what it could not do: " + root.command("rerun " + rerun.run());
    }

    private Set<String> wantedCodes() {
        return codes == null ? Set.of() : Set.copyOf(codes);
    }

    /** Who names codes means all rows that have them. */
    private Set<EarlierRows.Outcome> outcomes() {
        if (only != null) {
            return Set.of(only);
        }
        return codes == null ? Set.of(EarlierRows.Outcome.RETRYABLE) : Set.of(EarlierRows.Outcome.values());
    }

    private void tellOfUnfinished(RunView parent) {
        long left = parent.outstanding();
        if (!parent.summary().isClosed() && left > 0) {
            runs.terminal()
                    .screen()
                    .line("Run " + parent.id() + " is unfinished: its " + Wording.count(left, "row") + " left "
                            + (left == 1 ? "is" : "are") + " not sent by this command. Go on with it by:");
            parent.command().ifPresent(command -> runs.terminal().screen().line("  " + command));
        }
    }

    /** The command again, for a person to paste. */
    private String command(RunView parent) {
        StringBuilder text = new StringBuilder("rerun ").append(parent.id());
        Optional.ofNullable(only).ifPresent(outcome -> text.append(" --only ").append(outcome));
        Optional.ofNullable(codes)
                .ifPresent(all -> all.forEach(code -> text.append(" --code ").append(Shell.quoted(code))));
        Optional.ofNullable(job).ifPresent(file -> text.append(" --job ").append(Shell.quoted(file.toString())));
        return root.command(text + options.again());
    }
}
