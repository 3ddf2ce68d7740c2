package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.ControlPages.State;
import io.conversationcleanup.simulator.Reaction.WireFault;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Coming and going in virtual time. */
class ListenerTest {

    private final IOException taken = new IOException("Address already in use");

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final RequestHandler handler =
            new RequestHandler(SimulatorSettings.DEFAULT, new CallRegister(9), Calls.CLOCK, new Random(1));
    private final List<String> port = new ArrayList<>();
    private final Listener listener = new FakeListener();
    private int failures;

    ListenerTest() {
        channel.freezeTime();
    }

    @Test
    void isOpenAndAnswersUnlessToldOtherwise() {
        assertThat(become(State.THERE)).isEmpty();
        assertThat(port).containsExactly("open");
        assertThat(answers()).isTrue();
    }

    @Test
    void theDarkIsAClosedPort() {
        assertThat(become(State.DARK)).isEmpty();
        assertThat(port).containsExactly("close");
    }

    @Test
    void silenceIsAnOpenPortWithoutAnswers() {
        become(State.DARK);
        become(State.SILENT);
        assertThat(port).containsExactly("close", "open");
        assertThat(answers()).isFalse();

        become(State.THERE);
        assertThat(answers()).isTrue();
    }

    @Test
    void darknessAfterSilenceEndsInAnswers() {
        become(State.SILENT);
        listener.become(State.DARK, Duration.ofSeconds(1));
        advance(Duration.ofSeconds(1));

        assertThat(port).containsExactly("open", "close", "open");
        assertThat(answers()).isTrue();
    }

    @Test
    void comesBackWhenItsTimeIsOver() {
        listener.become(State.DARK, Duration.ofSeconds(8));

        advance(Duration.ofMillis(7_999));
        assertThat(port).containsExactly("close");
        advance(Duration.ofMillis(1));
        assertThat(port).containsExactly("close", "open");
    }

    @Test
    void comesBackNoSoonerThanWasAskedForLast() {
        listener.become(State.DARK, Duration.ofSeconds(8));
        advance(Duration.ofSeconds(4));
        listener.become(State.SILENT, Duration.ofSeconds(8));
        advance(Duration.ofMillis(7_999));
        assertThat(answers()).isFalse();
        advance(Duration.ofMillis(1));
        assertThat(answers()).isTrue();
    }

    @Test
    void whatIsAskedForWithoutATimeStays() {
        listener.become(State.DARK, Duration.ofSeconds(8));
        become(State.DARK);

        advance(Duration.ofHours(1));

        assertThat(port).containsExactly("close", "close");
    }

    @Test
    void saysWhenItCannotComeBack() {
        failures = 1;

        assertThat(become(State.THERE)).containsSame(taken);
    }

    @Test
    void triesAgainEverySecondWhenItCannotComeBackByItself() {
        failures = 2;
        listener.become(State.DARK, Duration.ofSeconds(8));

        advance(Duration.ofSeconds(8));
        assertThat(port).containsExactly("close", "taken");
        advance(Duration.ofSeconds(1));
        assertThat(port).containsExactly("close", "taken", "taken");
        advance(Duration.ofSeconds(1));
        assertThat(port).containsExactly("close", "taken", "taken", "open");
        advance(Duration.ofSeconds(9));
        assertThat(port).hasSize(4);
    }

    /** Why the change failed, if it did. */
    private Optional<Throwable> become(State state) {
        Future<Void> done = listener.become(state);
        channel.runPendingTasks();
        assertThat(done.isDone()).isTrue();
        return Optional.ofNullable(done.cause());
    }

    private void advance(Duration time) {
        channel.runPendingTasks();
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    private boolean answers() {
        return handler.take(Calls.delete("ann", "bob")).reaction() != WireFault.HANG;
    }

    private final class FakeListener extends Listener {

        FakeListener() {
            super(channel.eventLoop(), handler, 0);
        }

        @Override
        Future<Void> open() {
            if (failures > 0) {
                failures--;
                port.add("taken");
                return channel.newFailedFuture(taken);
            }
            port.add("open");
            return channel.newSucceededFuture();
        }

        @Override
        Future<Void> close() {
            port.add("close");
            return channel.newSucceededFuture();
        }
    }
}
