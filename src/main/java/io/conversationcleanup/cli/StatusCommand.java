package io.conversationcleanup.cli;

import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.report.ReportJson;
import io.conversationcleanup.report.StatusText;
import io.conversationcleanup.runs.RunView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the runs, or one run, once or continuously. */
@Command(
        name = "status",
        description = {
            "Shows the runs, the newest first, or one of them.",
            "Of one run it tells the counts, the rate, the time left, the failures, and what",
            "to do next; while it goes on, and afterwards.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup status",
            "  conversation-cleanup status account-deletion-20261120-093000 --watch",
            "  conversation-cleanup status --json"
        })
final class StatusCommand extends Subcommand {

    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";
    private static final Duration REDRAW = Duration.ofSeconds(1);
    /** Without a live line, prints at this interval. */
    private static final Duration NEXT_LINE = Duration.ofSeconds(5);

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = {"The run's name, or as much of it as no other begins", "with. Default: all runs."})
    private @Nullable String run;

    @Option(names = "--json", description = "For scripts: in the shape of summary.json.")
    private boolean json;

    @Option(
            names = "--watch",
            description = {
                "Show it again and again until the run has ended, or",
                "all runs have. Waits for the first run to begin."
            })
    private boolean watch;

    @Override
    ExitCode run() {
        List<RunView> views = watch ? awaited() : views();
        while (watch && views.stream().anyMatch(RunView::isLive)) {
            if (context.terminal().redraws()) {
                print(HOME_AND_CLEAR + text(views));
            } else {
                print(json ? text(views) : lines(StatusText.progress(views)));
            }
            context.pause(context.terminal().redraws() ? REDRAW : NEXT_LINE);
            views = views();
        }
        print((watch && context.terminal().redraws() ? HOME_AND_CLEAR : "") + text(views));
        return ExitCode.OK;
    }

    /** Waits for the first run, because watching may start before it. */
    private List<RunView> awaited() {
        for (boolean told = false; ; told = true) {
            List<RunView> views = context.visit(admin -> true).isPresent() ? views() : List.of();
            if (!views.isEmpty()) {
                return views;
            }
            if (!told) {
                context.note("There are no runs yet; waiting for one to begin.");
            }
            context.pause(REDRAW);
        }
    }

    private List<RunView> views() {
        return run == null ? context.all() : List.of(context.one(run));
    }

    private String text(List<RunView> views) {
        if (run == null) {
            return json ? ReportJson.runs(views) : lines(StatusText.list(views));
        }
        RunView view = views.get(0);
        return json ? ReportJson.run(view) : lines(StatusText.one(view, code -> advice(view, code), context::command));
    }

    private Optional<String> advice(RunView view, String code) {
        return context.explanation(view, code)
                .map(known -> known.advice().isEmpty() ? known.meaning() + "." : known.advice());
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    /** Fails on a write error, because nobody would see later output. */
    private void print(String text) {
        context.out().print(text);
        context.terminal().requireWritten();
    }
}
