package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.model.Tally;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;

class ConfirmationDeciderTest {

    private final RunBench bench = new RunBench();
    private final ConfirmationDecider decider = new ConfirmationDecider(bench.work());

    @BeforeEach
    void stage() {
        bench.stage(10);
    }

    @Test
    void theRowsThatAreLeftAreAskedAboutAndSent() {
        bench.staged();
        bench.delete(1, 3);
        assertThat(decide()).isEqualTo(ConfirmationDecider.SEND);
        assertThat(bench.askedToConfirm).containsExactly(7L);
        assertThat(bench.monitor.snapshot())
                .isEqualTo(new RunMonitor.Snapshot(RunMonitor.Phase.DELETING, 10, 10, 3, 0, 0, RunMonitor.Hold.NONE));
    }

    @Test
    void withoutConsentNothingIsSent() {
        bench.staged();
        bench.answer = Confirmation.Decision.DECLINE;
        assertThat(decide()).isEqualTo(ConfirmationDecider.DECLINED);
        assertThat(bench.askedToConfirm).containsExactly(10L);
        assertThat(bench.monitor.snapshot().phase()).isEqualTo(RunMonitor.Phase.CONFIRMING);
    }

    @Test
    void aStopWhileSomebodyIsAskedIsNoRefusal() {
        bench.staged();
        bench.answer = Confirmation.Decision.DECLINE;
        bench.whenAsked = bench::halt;
        assertThat(decide()).isEqualTo(ConfirmationDecider.NOTHING);
        assertThat(bench.askedToConfirm).containsExactly(10L);
    }

    @Test
    void failuresThatWaitAreNotCountedAmongThoseThatAreSettled() {
        bench.staged();
        bench.dueAfter(1, Duration.ofSeconds(1));
        assertThat(decide()).isEqualTo(ConfirmationDecider.SEND);
        assertThat(bench.monitor.counts())
                .contains(new RunMonitor.Counts(new Tally(10, 0, 0, 0, 1, 1, 0, 0, 9), Map.of()));
    }

    @Test
    void beforeTheWholeInputIsStagedNothingIsSentAndNobodyAsked() {
        assertThat(decide()).isEqualTo(ConfirmationDecider.NOTHING);
        assertThat(bench.askedToConfirm).isEmpty();
    }

    @Test
    void afterAHaltNothingIsSentAndNobodyAsked() {
        bench.staged();
        bench.halt();
        assertThat(decide()).isEqualTo(ConfirmationDecider.NOTHING);
        assertThat(bench.askedToConfirm).isEmpty();
    }

    @Test
    void whenNothingIsLeftNobodyIsAsked() {
        bench.staged();
        bench.delete(1, 10);
        assertThat(decide()).isEqualTo(ConfirmationDecider.NOTHING);
        assertThat(bench.askedToConfirm).isEmpty();
    }

    private FlowExecutionStatus decide() {
        return decider.decide(null, null);
    }

    @Test
    void theTimeThatAPersonTakesIsNotSpentOnTheRun() {
        bench.staged();
        bench.whenAsked = () -> bench.time.advance(Duration.ofMinutes(7).toNanos());
        assertThat(decide()).isEqualTo(ConfirmationDecider.SEND);
        assertThat(bench.work().times().unkept().active()).isZero();
    }
}
