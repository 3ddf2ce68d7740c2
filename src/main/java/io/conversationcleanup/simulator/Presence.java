package io.conversationcleanup.simulator;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the simulator is there. Thread-safe: all changes happen on the event loop. */
final class Presence {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final Duration NEXT_TRY = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final CallDesk desk;
    private final Supplier<Future<?>> open;
    private final Supplier<Future<?>> close;
    private @Nullable Future<?> comingBack;

    /**
     * @param open makes the port listen, on the event loop
     * @param close makes the port and all connections closed, on the event loop
     */
    Presence(EventLoop loop, CallDesk desk, Supplier<Future<?>> open, Supplier<Future<?>> close) {
        this.loop = loop;
        this.desk = desk;
        this.open = open;
        this.close = close;
    }

    /** Changes to a state for good; done when it has, failed if the port cannot be listened on. */
    Future<Void> become(State state) {
        Promise<Void> done = loop.newPromise();
        loop.execute(() -> {
            if (comingBack != null) {
                comingBack.cancel(false);
            }
            change(state).addListener(changed -> {
                if (changed.isSuccess()) {
                    done.setSuccess(null);
                } else {
                    done.setFailure(changed.cause());
                }
            });
        });
        return done;
    }

    /** Changes to a state, and comes back after a time unless another change is asked for before. */
    void become(State state, Duration time) {
        Future<?> unused = become(state);
        loop.execute(() -> comeBackAfter(time));
    }

    private void comeBackAfter(Duration time) {
        comingBack = loop.schedule(this::comeBack, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void comeBack() {
        change(State.THERE).addListener(changed -> {
            if (!changed.isSuccess()) {
                LOG.warn(
                        "The simulator cannot listen on its port again, and tries every second: {}",
                        changed.cause().getMessage());
                comeBackAfter(NEXT_TRY);
            }
        });
    }

    private Future<?> change(State state) {
        if (state == State.SILENT) {
            desk.fallSilent();
        } else {
            desk.speak();
        }
        return state == State.DARK ? close.get() : open.get();
    }

    /** How far the simulator can be reached. */
    enum State {
        /** It listens and answers. */
        THERE,
        /** It listens and takes calls, and answers and serves none of them. */
        SILENT,
        /** It does not listen, and all connections are ended. */
        DARK
    }
}
