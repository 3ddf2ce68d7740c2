package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;

class PassDeciderTest {

    private final RunBench bench = new RunBench();
    private final PassDecider decider = new PassDecider(bench.work(), bench.clock);

    @BeforeEach
    void stage() {
        bench.stage(10);
    }

    @Test
    void whenNothingIsOutstandingItIsDone() {
        bench.delete(1, 10);
        assertThat(decide()).isEqualTo(PassDecider.DONE);
        assertThat(slept()).isZero();
    }

    @Test
    void aHaltEndsItWithoutAWait() {
        bench.delete(1, 9);
        bench.dueAfter(10, Duration.ofSeconds(30));
        bench.halt();
        assertThat(decide()).isEqualTo(PassDecider.DONE);
        assertThat(slept()).isZero();
    }

    @Test
    void theNextPassBeginsWhenAllRowsAreDueIfThatIsSoon() {
        bench.delete(1, 7);
        bench.dueAfter(8, Duration.ofSeconds(2));
        bench.dueAfter(9, Duration.ofMillis(2_300));
        bench.dueAfter(10, Duration.ofMillis(2_900));
        assertThat(decide()).isEqualTo(PassDecider.AGAIN);
        assertThat(slept()).isEqualTo(Duration.ofMillis(2_900));
    }

    @Test
    void theWaitIsToldWhileItLasts() {
        bench.delete(1, 9);
        bench.dueAfter(10, Duration.ofSeconds(20));
        List<Optional<Duration>> told = new ArrayList<>();
        bench.time.onSleep(() -> told.add(bench.monitor.untilRetries()));
        decide();
        assertThat(told).containsExactly(Optional.of(Duration.ofSeconds(20)));
        assertThat(bench.monitor.untilRetries()).isEmpty();
    }

    @Test
    void otherwiseItBeginsASecondAfterTheFirstRowIsDue() {
        bench.delete(1, 8);
        bench.dueAfter(9, Duration.ofSeconds(2));
        bench.dueAfter(10, Duration.ofSeconds(60));
        assertThat(decide()).isEqualTo(PassDecider.AGAIN);
        assertThat(slept()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void rowsThatAreDueAlreadyAreNotWaitedFor() {
        bench.delete(1, 9);
        bench.dueAfter(10, Duration.ZERO);
        bench.time.advance(Duration.ofSeconds(5).toNanos());
        assertThat(decide()).isEqualTo(PassDecider.AGAIN);
        assertThat(slept()).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(longs = {-600, 3, 86_400})
    void aStepOfTheWallClockMakesTheWaitNoLongerAndNoShorter(long seconds) {
        bench.delete(1, 9);
        bench.dueAfter(10, Duration.ofSeconds(30));
        bench.stepWallClock(Duration.ofSeconds(seconds));
        long before = bench.time.nanos();

        assertThat(decide()).isEqualTo(PassDecider.AGAIN);

        assertThat(Duration.ofNanos(bench.time.nanos() - before)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aWaitThatIsCalledOffEndsIt() {
        bench.delete(1, 9);
        bench.dueAfter(10, Duration.ofSeconds(30));
        bench.time.callOff();
        assertThat(decide()).isEqualTo(PassDecider.DONE);
    }

    @Test
    void rowsThatWereLostGetAnotherPassAsLongAsItHelps() {
        bench.delete(1, 6);
        assertThat(decide()).isEqualTo(PassDecider.AGAIN);
        bench.delete(7, 8);
        assertThat(decide()).isEqualTo(PassDecider.AGAIN);
        assertThatIllegalStateException()
                .isThrownBy(this::decide)
                .withMessage("2 rows have no outcome, and a pass over them changed nothing");
    }

    private FlowExecutionStatus decide() {
        return decider.decide(null, null);
    }

    private Duration slept() {
        return Duration.between(RunBench.START, bench.instant());
    }
}
