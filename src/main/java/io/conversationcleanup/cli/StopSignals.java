package io.conversationcleanup.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGTERM, SIGINT and SIGHUP into an orderly stop of the run. Thread-safe. A second signal ends the process at
 * once, which is as safe as a kill; without a run the first signal ends it. Process groups, {@code timeout} and service
 * managers often send several signals for one request, so a signal counts as second only {@link #ONE_REQUEST} after the
 * first.
 */
final class StopSignals {

    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");
    private static final int EXIT_CODE_BASE = 128;

    /** Signals within this time of the first are the same request. */
    static final Duration ONE_REQUEST = Duration.ofSeconds(2);

    private final Consumer<String> screen;
    private final IntConsumer exit;
    private final IntConsumer halt;
    private final LongSupplier nanoTime;
    private CountDownLatch ended = new CountDownLatch(1);
    private OptionalInt first = OptionalInt.empty();
    private long firstAt;
    private Supplier<Optional<Duration>> run = Optional::empty;

    /** Creates an unconnected receiver; {@code exit} ends the process after cleanup, {@code halt} at once. */
    StopSignals(Consumer<String> screen, IntConsumer exit, IntConsumer halt, LongSupplier nanoTime) {
        this.screen = screen;
        this.exit = exit;
        this.halt = halt;
        this.nanoTime = nanoTime;
    }

    static StopSignals ofThisProcess(Screen screen) {
        StopSignals signals = new StopSignals(
                screen::line, System::exit, code -> Runtime.getRuntime().halt(code), System::nanoTime);
        signals.handle(NAMES);
        return signals;
    }

    /**
     * Connects a run.
     *
     * @param stop requests the stop and returns how long it may take; empty if nothing has started that must end
     */
    synchronized void stopBy(Supplier<Optional<Duration>> stop) {
        run = stop;
        ended = new CountDownLatch(1);
    }

    synchronized void runHasEnded() {
        run = Optional::empty;
        ended.countDown();
    }

    /** Returns whether a signal has arrived; then no new run starts. */
    synchronized boolean haveCome() {
        return first.isPresent();
    }

    /** Returns the system's exit code after a signal, or else this code. */
    synchronized int exitCode(int otherwise) {
        return first.isPresent() ? EXIT_CODE_BASE + first.getAsInt() : otherwise;
    }

    /** Handles a signal; returns when that is done. */
    void received(int signal) {
        Supplier<Optional<Duration>> stop;
        CountDownLatch end;
        synchronized (this) {
            if (first.isPresent()) {
                if (nanoTime.getAsLong() - firstAt >= ONE_REQUEST.toNanos()) {
                    halt.accept(EXIT_CODE_BASE + signal);
                }
                return;
            }
            first = OptionalInt.of(signal);
            firstAt = nanoTime.getAsLong();
            stop = run;
            end = ended;
        }
        Optional<Duration> patience = stop.get();
        if (patience.isEmpty()) {
            exit.accept(EXIT_CODE_BASE + signal);
            return;
        }
        screen.accept(
                "Stopping: no more calls leave, those in flight are answered and recorded. To stop at once, signal again"
                        + " (Ctrl-C) after " + ONE_REQUEST.toSeconds() + " s.");
        awaitEnd(end, patience.get(), EXIT_CODE_BASE + signal);
    }

    private void awaitEnd(CountDownLatch end, Duration patience, int code) {
        try {
            if (!end.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                screen.accept(
                        "The run has not ended within " + patience.toSeconds() + " s, and the program ends without"
                                + " it. What is recorded is kept; the same command goes on.");
                halt.accept(code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Handles these signals, except those that the process ignores from its start. {@code sun.misc.Signal} is not a
     * public API and javac warns of each use, so it is looked up by name. Without it the first signal ends the JVM.
     */
    private void handle(List<String> names) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Method number = type.getMethod("getNumber");
            Object handler = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            received((int) number.invoke(arguments[0]));
                            return null;
                        }
                        return method.invoke(this, arguments);
                    });
            for (String name : names) {
                type.getMethod("handle", type, handlerType)
                        .invoke(null, type.getConstructor(String.class).newInstance(name), handler);
            }
        } catch (ReflectiveOperationException e) {
            // No static logger: setting logging up takes a third of the time of --help.
            LoggerFactory.getLogger(StopSignals.class).debug("Signals are left to the Java machine", e);
        }
    }
}
