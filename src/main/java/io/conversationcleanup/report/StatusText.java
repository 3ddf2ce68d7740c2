package io.conversationcleanup.report;

import static io.conversationcleanup.report.SummaryText.wrap;

import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.runs.RunView.Standing;
import io.conversationcleanup.runs.Summary;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The text output of {@code status}, at most 80 columns wide apart from names. Stateless. */
public final class StatusText {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private StatusText() {}

    /** Formats the runs as a table without the last columns if there is no room for them. */
    public static List<String> list(List<RunView> runs) {
        if (runs.isEmpty()) {
            return List.of("There are no runs yet.");
        }
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("RUN", "STATUS", "ROWS", "LEFT", "NOT DONE", "ENDED (UTC)"));
        for (RunView run : runs) {
            table.add(List.of(
                    run.id(),
                    shortStatus(run),
                    Wording.count(rowsKnown(run)),
                    Wording.count(run.rows().outstanding()),
                    Wording.count(run.rows().unsuccessful() - run.rows().waiting()),
                    run.summary().endedAt().map(MINUTE::format).orElse("")));
        }
        int columns = table.get(0).size();
        while (columns > 2 && lines(table, columns).stream().anyMatch(line -> line.length() > SummaryText.WIDTH)) {
            columns--;
        }
        return lines(table, columns);
    }

    private static List<String> lines(List<List<String>> table, int columns) {
        StringBuilder format = new StringBuilder();
        for (int column = 0; column < columns; column++) {
            int place = column;
            int width = table.stream()
                    .mapToInt(cells -> cells.get(place).length())
                    .max()
                    .orElse(0);
            // Counts are right-aligned.
            format.append(column == 0 ? "%" : "  %")
                    .append(column >= 2 && column <= 4 ? "" : "-")
                    .append(width)
                    .append('s');
        }
        return table.stream()
                .map(cells -> String.format(Locale.ROOT, format.toString(), cells.toArray())
                        .stripTrailing())
                .toList();
    }

    /** The ledger counts no rows until the input has been read. */
    private static long rowsKnown(RunView run) {
        return Math.max(run.rows().total(), run.live().map(LiveState::staged).orElse(0L));
    }

    private static String shortStatus(RunView run) {
        if (run.standing() == Standing.ORPHANED) {
            return "process gone";
        }
        if (run.isLive()) {
            return run.isPaused() ? "paused" : run.isReading() ? "reading" : "running";
        }
        if (run.summary().isNotConfirmed()) {
            return "not confirmed";
        }
        if (run.summary().isAbandoned()) {
            return "abandoned";
        }
        return switch (run.summary().status()) {
            case RUNNING -> "running";
            case COMPLETED -> "completed";
            case COMPLETED_WITH_FAILURES -> "some not done";
            case STOPPED -> "stopped";
            case STOPPED_BY_RULE -> "stopped by rule";
            case ABORTED -> "aborted";
        };
    }

    /** Formats one run with the next step; {@code command} completes a command so that it can be pasted. */
    public static List<String> one(
            RunView run, Function<String, Optional<String>> advice, UnaryOperator<String> command) {
        Summary summary = run.summary();
        List<String> lines = new ArrayList<>();
        lines.add("Run " + run.id() + ": "
                + (run.standing() == Standing.ORPHANED ? "its process is gone" : summary.status() + phase(run)));
        wrap(
                summary.provider() + " " + summary.operation() + " over "
                        + summary.input().file(),
                lines);
        summary.rerunOf().ifPresent(parent -> wrap("Rows of run " + parent + ", sent again", lines));
        SummaryText.requestedBy(summary).ifPresent(text -> wrap(text, lines));
        if (run.standing() == Standing.ENDED) {
            summary.reason().ifPresent(reason -> wrap(reason, lines));
        }
        wrap(SummaryText.rows(run.rows()), lines);
        wrap(SummaryText.calls(summary), lines);
        run.live().ifPresent(live -> now(run, live, lines));
        failures(summary, advice, lines);
        run.takenAt().ifPresent(at -> wrap("Worked on by " + run.who() + " since " + Wording.time(at), lines));
        run.paths()
                .filter(where -> run.standing() == Standing.ENDED && summary.hasReports())
                .ifPresent(where -> lines.add("  Reports: " + where.reports()));
        next(run, command, lines);
        return List.copyOf(lines);
    }

    private static String phase(RunView run) {
        return run.live().map(live -> ", " + live.phase()).orElse("");
    }

    private static void now(RunView run, LiveState live, List<String> lines) {
        if (!live.begun()) {
            wrap(Wording.count(live.staged()) + " of " + Wording.count(live.total(), "row") + " read", lines);
            return;
        }
        if (live.held()) {
            held(run, live, lines);
            return;
        }
        Double rate = live.ratePerSecond();
        wrap(
                "Now " + Wording.rate(live.callsPerSecond()) + " calls/s of at most "
                        + (rate == null ? "any number" : Wording.rate(rate)) + ", " + eta(run),
                lines);
        run.summary().rate().limitPerSecond().stream()
                .filter(limit -> rate != null && rate < limit)
                .forEach(limit -> wrap(
                        "Slowed down by the provider; climbs back to " + Wording.rate(limit) + " calls/s by itself.",
                        lines));
    }

    private static void held(RunView run, LiveState live, List<String> lines) {
        if (run.isPaused()) {
            wrap("Paused: no calls leave until somebody lets it go on.", lines);
        }
        Long outage = live.outageSeconds();
        String reason = live.outageReason();
        if (outage != null) {
            wrap(
                    "The provider has been out of use for " + Wording.duration(Duration.ofSeconds(outage))
                            + (reason == null ? "" : " (" + reason + ")")
                            + "; calls try again one at a time.",
                    lines);
        }
        Long pause = live.pauseSeconds();
        if (pause != null) {
            wrap("The provider asked for a pause: no calls leave until " + moment(run, pause) + ".", lines);
        }
        Long retry = live.retrySeconds();
        if (retry != null) {
            long rows = run.rows().waiting();
            wrap(
                    Wording.count(rows, "row") + (rows == 1 ? " waits" : " wait")
                            + " for another attempt; the next leave at " + moment(run, retry) + ".",
                    lines);
        }
    }

    /** The times of a lease use the database's clock. */
    private static String moment(RunView run, long seconds) {
        String at = run.heardOfAt()
                .map(heard -> SECOND.format(heard.plusSeconds(seconds)) + " UTC, ")
                .orElse("");
        return at + "in " + Wording.clock(Duration.ofSeconds(seconds));
    }

    private static String eta(RunView run) {
        return run.timeLeft().map(left -> "ETA " + Wording.clock(left)).orElse("ETA unknown");
    }

    private static void failures(Summary summary, Function<String, Optional<String>> advice, List<String> lines) {
        if (summary.failuresByCode().isEmpty()) {
            return;
        }
        lines.add("  Failed or to be tried again, by code:");
        summary.failuresByCode().forEach((code, count) -> {
            String known = advice.apply(code).map(text -> ": " + text).orElse("");
            wrap(SummaryText.words(Wording.code(code) + " (" + Wording.count(count) + ")" + known), "  ", lines);
        });
    }

    private static void next(RunView run, UnaryOperator<String> command, List<String> lines) {
        if (run.isLive()) {
            lines.add(
                    run.isPaused()
                            ? "  Go on:  " + command.apply("unpause " + run.id())
                            : "  Pause:  " + command.apply("pause " + run.id()));
            lines.add("  Stop:   " + command.apply("stop " + run.id()));
            return;
        }
        wrap(NextStep.of(run.summary()), lines);
        SummaryText.again(run.summary(), command).ifPresent(lines::add);
        if (run.isUnfinished()) {
            lines.add("  Resume: " + command.apply("resume " + run.id()));
        } else if (!run.summary().isClosed()) {
            lines.add("  Forget: " + command.apply("forget " + run.id() + " --unfinished"));
        }
    }

    /** Formats one short line per active run. */
    public static List<String> progress(List<RunView> runs) {
        return runs.stream().filter(RunView::isLive).map(StatusText::progress).toList();
    }

    private static String progress(RunView run) {
        LiveState live = run.live().orElse(null);
        if (live == null || !live.begun()) {
            return run.id() + phase(run);
        }
        long done = run.rows().total() - run.rows().outstanding();
        return run.id() + ": " + Wording.count(done) + " / "
                + Wording.count(run.rows().total()) + ", "
                + pace(run, live)
                + ", " + Wording.count(run.rows().unsuccessful() - run.rows().waiting()) + " not done";
    }

    private static String pace(RunView run, LiveState live) {
        Long pause = live.pauseSeconds();
        Long retry = live.retrySeconds();
        if (run.isPaused()) {
            return "paused";
        } else if (live.outageSeconds() != null) {
            return "outage";
        } else if (pause != null) {
            return "provider asked to wait " + Wording.clock(Duration.ofSeconds(pause));
        } else if (retry != null) {
            return "next retries in " + Wording.clock(Duration.ofSeconds(retry));
        }
        return Wording.rate(live.callsPerSecond()) + " calls/s, " + eta(run);
    }
}
