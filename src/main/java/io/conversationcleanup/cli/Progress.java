package io.conversationcleanup.cli;

import io.conversationcleanup.job.RunMonitor;
import io.conversationcleanup.model.DaemonThreads;
import io.conversationcleanup.model.RecentRate;
import io.conversationcleanup.model.Wording;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows progress until closed: several times per second on a terminal, every few seconds elsewhere. */
final class Progress {

    private static final Duration TICK = Duration.ofMillis(250);
    /** Without a terminal, this number of ticks is one line per five seconds. */
    private static final int TICKS_A_LINE = 20;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("progress"));
    private final Screen screen;
    private final RunMonitor monitor;
    private final Line line = new Line();
    private int ticks;

    private Progress(Screen screen, RunMonitor monitor) {
        this.screen = screen;
        this.monitor = monitor;
    }

    static Progress start(Screen screen, RunMonitor monitor) {
        Progress ticker = new Progress(screen, monitor);
        var unused =
                ticker.timer.scheduleAtFixedRate(ticker::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        return ticker;
    }

    private void tick() {
        // Samples the rate at each tick, shown or not.
        Optional<String> text = line.at(monitor.snapshot(), System.nanoTime(), screen.columns());
        ticks++;
        if (text.isPresent() && (screen.isLive() || ticks % TICKS_A_LINE == 0)) {
            show(text.get());
        }
    }

    private void show(String text) {
        try {
            screen.progress(text);
        } catch (IOException e) {
            // Nobody can see the progress, but the run continues.
            timer.shutdown();
        }
    }

    void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(1, TimeUnit.SECONDS)) {
                return;
            }
            screen.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            timer.shutdownNow();
        }
    }

    /** Formats the progress. Not thread-safe. Averages the rate over the last ten seconds, so that a pause shows. */
    static final class Line {

        private static final String GAP = "  ";

        private final RecentRate recent = new RecentRate();
        private RunMonitor.Phase phase = RunMonitor.Phase.STARTING;

        /** Returns the line, empty if there is nothing to show. Few columns leave out the least important parts. */
        Optional<String> at(RunMonitor.Snapshot now, long nanos, int columns) {
            if (now.phase() != phase) {
                phase = now.phase();
                recent.forget();
            }
            return switch (now.phase()) {
                case STARTING, CONFIRMING -> Optional.empty();
                case STAGING -> Optional.of(staging(now, nanos, columns));
                case DELETING -> Optional.of(deleting(now, nanos, columns));
                case REPORTING -> Optional.of("Writing the reports");
            };
        }

        private String staging(RunMonitor.Snapshot now, long nanos, int columns) {
            recent.sample(nanos, now.staged());
            String rate = rate(" rows/s");
            String percent = percent(now.staged(), now.total());
            return fitting(
                    columns,
                    List.of("Staging " + share(now.staged(), now.total()), percent, rate),
                    List.of(percent, rate));
        }

        private String deleting(RunMonitor.Snapshot now, long nanos, int columns) {
            boolean held = now.hold().leaves() == RunMonitor.Hold.Leaves.NOTHING;
            if (held) {
                recent.forget();
            }
            recent.sample(nanos, now.done());
            String percent = percent(now.done(), now.total());
            String rate = held ? "" : rate("/s");
            String timeLeft = held ? "" : timeLeft(now.total() - now.done());
            String failed = Wording.count(now.failed()) + " failed";
            String waiting = now.waiting() == 0 ? "" : Wording.count(now.waiting()) + " to retry";
            return fitting(
                    columns,
                    List.of(
                            "Deleting " + share(now.done(), now.total()),
                            percent,
                            now.hold().words(),
                            rate,
                            timeLeft,
                            failed,
                            waiting),
                    List.of(percent, waiting, rate, failed, timeLeft));
        }

        private static String fitting(int columns, List<String> parts, List<String> leftOutFirst) {
            List<String> shown = new ArrayList<>(parts);
            shown.removeIf(String::isEmpty);
            for (String part : leftOutFirst) {
                if (joined(shown).length() <= columns) {
                    break;
                }
                shown.remove(part);
            }
            return joined(shown);
        }

        private static String joined(List<String> parts) {
            return String.join(GAP, parts).replace(GAP + "(", " (");
        }

        private static String share(long part, long total) {
            return Wording.count(part) + " / " + Wording.count(total);
        }

        private static String percent(long part, long total) {
            return "(" + (total == 0 ? 100 : part * 100 / total) + " %)";
        }

        private String rate(String unit) {
            double rate = recent.perSecond();
            return String.format(Locale.ROOT, rate == 0 || rate >= 10 ? "%,.0f" : "%.1f", rate) + unit;
        }

        private String timeLeft(long rows) {
            double rate = recent.perSecond();
            if (rate <= 0) {
                return "ETA unknown";
            }
            return "ETA " + Wording.clock(Duration.ofSeconds((long) Math.ceil(rows / rate)));
        }
    }
}
