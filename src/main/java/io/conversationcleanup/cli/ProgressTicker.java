package io.conversationcleanup.cli;

import io.conversationcleanup.job.RunMonitor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows how a run goes, several times a second on a terminal and every few seconds elsewhere, until it is closed. */
final class ProgressTicker {

    private static final Duration ON_A_TERMINAL = Duration.ofMillis(250);
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private final Screen screen;
    private final RunMonitor monitor;
    private final ProgressLine line = new ProgressLine();

    private ProgressTicker(Screen screen, RunMonitor monitor) {
        this.screen = screen;
        this.monitor = monitor;
    }

    static ProgressTicker start(Screen screen, RunMonitor monitor) {
        ProgressTicker ticker = new ProgressTicker(screen, monitor);
        long period = (screen.isLive() ? ON_A_TERMINAL : ELSEWHERE).toMillis();
        var unused = ticker.timer.scheduleAtFixedRate(ticker::tick, period, period, TimeUnit.MILLISECONDS);
        return ticker;
    }

    private void tick() {
        line.at(monitor.snapshot(), System.nanoTime()).ifPresent(text -> {
            try {
                screen.progress(text);
            } catch (IOException e) {
                // Nobody can see the progress any more; the run matters more.
                timer.shutdown();
            }
        });
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
