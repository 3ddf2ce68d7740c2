package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.quota.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunTimesTest {

    private final VirtualTime time = new VirtualTime();
    private final RunTimes times = new RunTimes(time);

    @Test
    void whatIsTakenInPiecesAddsUpToTheWhole() {
        Duration active = Duration.ZERO;
        Duration sending = Duration.ZERO;
        pass(300);
        times.sendingBegins();
        for (int i = 0; i < 1_000; i++) {
            time.advance(1_700_300);
            RunTimes.Spent spent = take();
            active = active.plus(spent.active());
            sending = sending.plus(spent.sending());
        }
        times.sendingEnds();
        pass(50);
        RunTimes.Spent last = take();
        assertThat(active.plus(last.active())).isEqualTo(Duration.ofMillis(300 + 1700 + 50));
        assertThat(sending.plus(last.sending())).isEqualTo(Duration.ofMillis(1700));
    }

    @Test
    void whatCouldNotBeKeptIsNotLost() {
        pass(300);
        assertThat(times.unkept().active()).isEqualTo(Duration.ofMillis(300));
        pass(200);

        assertThat(take().active()).isEqualTo(Duration.ofMillis(500));
        assertThat(take().active()).isZero();
    }

    private RunTimes.Spent take() {
        RunTimes.Spent spent = times.unkept();
        times.kept(spent);
        return spent;
    }

    private void pass(long millis) {
        time.advance(Duration.ofMillis(millis).toNanos());
    }

    @Test
    void aWaitForAPersonIsNoTimeSpent() {
        pass(300);
        times.waitingBegins();
        pass(40_000);
        assertThat(take().active()).isEqualTo(Duration.ofMillis(300));
        pass(20_000);
        times.waitingEnds();
        pass(50);
        assertThat(take().active()).isEqualTo(Duration.ofMillis(50));
    }
}
