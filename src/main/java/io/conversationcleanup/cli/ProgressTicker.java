package io.conversationcleanup.cli;

import io.conversationcleanup.job.RunMonitor;
import io.conversationcleanup.model.DaemonThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows how a run goes, several times a second on a terminal and every few seconds elsewhere, until it is closed. */
final class ProgressTicker {

    private static final Duration TICK = Duration.ofMillis(250);
    /** Off a terminal every so many ticks are a line, which is one in five seconds. */
    private static final int TICKS_A_LINE = 20;

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("progress"));
    private final Screen screen;
    private final RunMonitor monitor;
    private final ProgressLine line = new ProgressLine();
    private int ticks;

    private ProgressTicker(Screen screen, RunMonitor monitor) {
        this.screen = screen;
        this.monitor = monitor;
    }

    static ProgressTicker start(Screen screen, RunMonitor monitor) {
        ProgressTicker ticker = new ProgressTicker(screen, monitor);
        var unused =
                ticker.timer.scheduleAtFixedRate(ticker::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        return ticker;
    }

    private void tick() {
        // The rate is sampled at each tick, whether it is shown or not.
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
            // Nobody can see the progress any more; the run matters more.
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
            // Nobody can see the screen any more.
            timer.shutdownNow();
        }
    }
}
