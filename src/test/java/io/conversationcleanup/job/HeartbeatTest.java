package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.lease.Heartbeat;
import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.quota.Permit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private final RunBench bench = new RunBench();
    private final RunControl control = new RunControl();
    private final Leases leases = bench.leases();
    private final Steering steering = new Steering(bench.spec(), control);
    private final Heartbeat heartbeat = new Heartbeat(leases, "me", bench.time.nanos(), bench.time, steering);

    @BeforeEach
    void stage() {
        bench.stage(10);
        steering.begin(bench.work().owned(), bench.ledger(), bench.work().timeline());
        control.begin();
    }

    @AfterEach
    void close() {
        heartbeat.close();
    }

    private void beat() {
        heartbeat.beat(bench.work().number());
    }

    private void requireHeld() {
        heartbeat.requireHeld(bench.work().number());
    }

    private LiveState live() {
        return leases.all().get(0).live().orElseThrow();
    }

    @Test
    void eachBeatTellsWhatTheRunIsAt() {
        control.monitor().stagingOf(20, 10);
        beat();
        assertThat(live().phase()).isEqualTo("reading the input");
        assertThat(live().staged()).isEqualTo(10);
        assertThat(live().total()).isEqualTo(20);
        assertThat(live().begun()).isFalse();

        control.monitor().deletingOf(new RunMonitor.Counts(new Tally(10, 0, 0, 0, 0, 0, 0, 0, 10), Map.of()));
        beat();
        assertThat(live().phase()).isEqualTo("deleting");
        assertThat(live().begun()).isTrue();
        assertThat(live().ratePerSecond()).isEqualTo(160);
        assertThat(live().sending()).isEqualTo(Sending.ON);
        assertThat(leases.all().get(0).run()).contains("job-1");
    }

    @Test
    void ratesAreThoseOfTheLastTenSeconds() {
        control.monitor().deletingOf(new RunMonitor.Counts(new Tally(10, 0, 0, 0, 0, 0, 0, 0, 10), Map.of()));
        beat();
        bench.time.sleep(Duration.ofSeconds(2).toNanos());
        bench.calls(5);
        control.monitor().recorded(List.of(RunBench.outcome(1, RowState.DELETED, 1)));
        beat();
        beat();

        assertThat(live().callsPerSecond()).isEqualTo(2.5);
        assertThat(live().rowsPerSecond()).isEqualTo(0.5);

        bench.time.sleep(Duration.ofSeconds(9).toNanos());
        beat();
        bench.time.sleep(Duration.ofSeconds(9).toNanos());
        beat();
        beat();

        assertThat(live().callsPerSecond()).isZero();
    }

    @Test
    void whileNothingLeavesTheRateIsNoneAndAfterwardsThatSinceThen() {
        control.monitor().deletingOf(new RunMonitor.Counts(new Tally(10, 0, 0, 0, 0, 0, 0, 0, 10), Map.of()));
        beat();
        bench.time.sleep(Duration.ofSeconds(2).toNanos());
        bench.calls(10);
        beat();
        bench.pacer().pause();
        beat();
        assertThat(live().held()).isTrue();
        assertThat(live().callsPerSecond()).isZero();

        bench.time.sleep(Duration.ofSeconds(2).toNanos());
        beat();
        bench.pacer().resume();
        bench.time.sleep(Duration.ofSeconds(1).toNanos());
        bench.calls(4);
        beat();
        beat();

        assertThat(live().held()).isFalse();
        assertThat(live().callsPerSecond()).isEqualTo(4);
    }

    @Test
    void aPauseThatTheProviderAskedForIsToldWithWhatIsLeftOfIt() {
        control.monitor().deletingOf(new RunMonitor.Counts(new Tally(10, 0, 0, 0, 0, 0, 0, 0, 10), Map.of()));
        bench.pacer().throttled(next(), Optional.of(Duration.ofMinutes(10)));
        bench.time.sleep(Duration.ofMillis(10_500).toNanos());
        beat();
        assertThat(live().pauseSeconds()).isEqualTo(290);
        assertThat(live().ratePerSecond()).isEqualTo(112);

        bench.time.sleep(Duration.ofSeconds(290).toNanos());
        beat();
        assertThat(live().pauseSeconds()).isNull();
    }

    private Permit next() {
        return bench.pacer().acquire(Long.MAX_VALUE).orElseThrow();
    }

    @Test
    void aWaitForRetriesIsToldWithWhatIsLeftOfIt() {
        control.monitor().deletingOf(new RunMonitor.Counts(new Tally(10, 9, 0, 0, 1, 1, 0, 0, 0), Map.of()));
        control.monitor().awaitsRetries(() -> Duration.ofMillis(19_100).toNanos());
        beat();
        assertThat(live().retrySeconds()).isEqualTo(20);

        control.monitor().sendsAgain();
        beat();
        assertThat(live().retrySeconds()).isNull();
    }

    @Test
    void onceNothingIsToBeSentNothingKeepsCallsBack() {
        bench.pacer().throttled(next(), Optional.of(Duration.ofMinutes(10)));
        control.monitor().awaitsRetries(() -> 1);
        control.monitor().enter(RunMonitor.Phase.REPORTING);
        beat();

        assertThat(live().held()).isFalse();
    }

    @Test
    void theTimeSpentIsKeptWithEachBeatUntilTheReportsBegin() {
        steering.doesToo(bench.work()::keepTimesUntilReports);
        bench.work().times().sendingBegins();
        bench.time.advance(Duration.ofSeconds(3).toNanos());
        beat();
        assertThat(kept().active()).isEqualTo(Duration.ofSeconds(3));
        assertThat(kept().sending()).isEqualTo(Duration.ofSeconds(3));

        bench.monitor.enter(RunMonitor.Phase.REPORTING);
        bench.time.advance(Duration.ofSeconds(3).toNanos());
        beat();
        assertThat(kept().active()).isEqualTo(Duration.ofSeconds(3));
    }

    private Run kept() {
        return bench.ledger().runs().find("job-1").orElseThrow();
    }

    @Test
    void whatWasDoneBeforeThisStartIsNoRate() {
        bench.calls(1_000);
        beat();
        bench.time.sleep(Duration.ofSeconds(1).toNanos());
        control.monitor().deletingOf(new RunMonitor.Counts(new Tally(10, 9, 0, 0, 0, 0, 0, 0, 1), Map.of()));
        beat();
        beat();

        assertThat(live().callsPerSecond()).isZero();
        assertThat(live().rowsPerSecond()).isZero();
    }

    @Test
    void aRequestThatCannotBeKeptIsGrantedByALaterBeat() {
        leases.askForRate("me", 50, "bob");
        steering.begin(new OwnedRun(999, "me"), bench.ledger(), bench.work().timeline());
        beat();
        assertThat(bench.ledger().runs().find("job-1").orElseThrow().entry().ratePerSecond())
                .isEqualTo(160);

        steering.begin(bench.work().owned(), bench.ledger(), bench.work().timeline());
        beat();

        assertThat(bench.ledger().runs().find("job-1").orElseThrow().entry().ratePerSecond())
                .isEqualTo(50);
    }

    @Test
    void whatCannotBeKeptKeepsNoRequestWaiting() {
        steering.doesToo(() -> {
            throw new IllegalStateException("the times cannot be kept");
        });
        leases.askToStop("me", "bob");
        leases.askFor("me", Sending.PAUSED, "bob");

        beat();

        assertThat(control.stopSwitch().requested()).isTrue();
        assertThat(bench.pacer().paused()).isTrue();
    }

    @Test
    void aRateThatCannotBeNotedRepeatsNoStop() {
        int[] stops = {0};
        control.whenStopped(() -> stops[0]++);
        leases.askToStop("me", "bob");
        leases.askForRate("me", 50, "bob");
        steering.begin(new OwnedRun(999, "me"), bench.ledger(), bench.work().timeline());

        beat();
        beat();

        assertThat(stops[0]).isEqualTo(1);
        assertThat(bench.pacer().ceiling()).isEqualTo(50);
    }

    @Test
    void aRunThatTheLedgerGivesToAnotherIsLost() {
        bench.ledger().runs().take(bench.work().number(), "me");
        steering.doesToo(() -> bench.ledger()
                .runs()
                .spent(new OwnedRun(bench.work().number(), "somebody before"), Duration.ZERO, Duration.ZERO));

        beat();

        assertThat(heartbeat.findsLeaseLost()).isTrue();
        assertThat(control.stopSwitch().requested()).isTrue();
    }

    @Test
    void aLeaseIsTrustedFromWhenItWasAskedForAndNotFromWhenTheAnswerCame() {
        long askedAt = bench.time.nanos();
        bench.time.sleep(Lease.TRUST.toNanos() + 1);
        try (Heartbeat slow = new Heartbeat(leases, "me", askedAt, bench.time, steering)) {
            bench.breakDatabase();

            assertThatThrownBy(() -> slow.requireHeld(bench.work().number())).isInstanceOf(LeaseLostException.class);
        }
    }

    @Test
    void timesThatCouldNotBeKeptAreKeptLater() {
        bench.work().times().sendingBegins();
        bench.time.advance(Duration.ofSeconds(3).toNanos());
        OwnedRun owned = bench.work().owned();
        RunContext failing = bench.workOf(new OwnedRun(owned.run(), "somebody else"));

        assertThatThrownBy(failing::keepTimes).isInstanceOf(LeaseLostException.class);
        bench.work().keepTimes();

        assertThat(kept().active()).isEqualTo(Duration.ofSeconds(3));
        assertThat(kept().sending()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aFinishedRunThatIsReportedAgainTakesNoRequests() {
        RunControl reporting = new RunControl();
        leases.askToStop("me", "bob");
        leases.askForRate("me", 50, "bob");
        Steering quietly = new Steering(bench.spec(), reporting);
        quietly.begin(bench.work().owned(), bench.ledger(), bench.work().timeline());
        try (Heartbeat quiet = new Heartbeat(leases, "me", bench.time.nanos(), bench.time, quietly)) {
            quiet.beat(bench.work().number());
        }

        assertThat(reporting.stopSwitch().requested()).isFalse();
        assertThat(bench.pacer().ceiling()).isEqualTo(160);
    }

    @Test
    void aRequestToStopHaltsTheRunInGoodOrder() {
        leases.askToStop("me", "bob on other (process 7)");

        beat();

        assertThat(control.stopSwitch().reason())
                .contains(new StopSwitch.Reason(StopCause.PERSON, "stopped by bob on other (process 7)"));
    }

    @Test
    void whoWaitsForAnAnswerIsToldOfTheStop() {
        int[] told = {0};
        control.whenStopped(() -> told[0]++);
        leases.askToStop("me", "bob");

        beat();
        beat();

        assertThat(told[0]).isEqualTo(1);
    }

    @Test
    void anotherRateHoldsFromTheNextBeatAndIsKept() {
        leases.askForRate("me", 19.8, "bob");
        beat();
        assertThat(bench.pacer().ceiling()).isEqualTo(19.8);
        assertThat(bench.ledger().runs().find("job-1").orElseThrow().entry().ratePerSecond())
                .isEqualTo(19.8);

        bench.pacer().ceiling(5);
        beat();
        assertThat(bench.pacer().ceiling()).isEqualTo(5);

        leases.askForRate("me", Double.POSITIVE_INFINITY, "bob");
        beat();
        assertThat(bench.pacer().ceiling()).isInfinite();
        beat();
        assertThat(live().ratePerSecond()).isNull();
    }

    @Test
    void aPauseHoldsFromTheNextBeatAndIsToldByTheOneAfter() {
        leases.askFor("me", Sending.PAUSED, "bob");
        beat();
        assertThat(bench.pacer().paused()).isTrue();
        beat();
        assertThat(live().sending()).isEqualTo(Sending.PAUSED);

        leases.askFor("me", Sending.ON, "bob");
        beat();
        beat();
        assertThat(bench.pacer().paused()).isFalse();
        assertThat(live().sending()).isEqualTo(Sending.ON);
    }

    @Test
    void whoFindsItsLeaseTakenOverHaltsAtOnceAndRecordsNothingMore() {
        beat();
        takenOver();

        beat();

        assertThat(heartbeat.findsLeaseLost()).isTrue();
        assertThat(control.stopSwitch().reason().orElseThrow().cause()).isEqualTo(StopCause.FAULT);
        assertThatThrownBy(this::requireHeld).isInstanceOf(LeaseLostException.class);
        heartbeat.close();
        assertThat(leases.all())
                .extracting(Lease::owner)
                .extracting(Owner::token)
                .containsExactly("other");
    }

    @Test
    void whoCouldNotRenewItsLeaseForTooLongAsksAgainBeforeItGoesOn() {
        beat();
        bench.time.sleep(Lease.TRUST.toNanos() + 1);

        assertThatCode(this::requireHeld).doesNotThrowAnyException();

        bench.breakDatabase();
        bench.time.sleep(Lease.TRUST.toNanos());
        assertThatCode(this::requireHeld).doesNotThrowAnyException();
        assertThat(control.stopSwitch().requested()).isFalse();
        bench.time.sleep(1);
        assertThatThrownBy(this::requireHeld).isInstanceOf(LeaseLostException.class);
        assertThat(control.stopSwitch().reason().orElseThrow().cause()).isEqualTo(StopCause.FAULT);
    }

    @Test
    void whoIsSuspendedWhileAnotherTakesItsLeaseRecordsNothingMore() {
        beat();
        bench.time.sleep(Lease.TRUST.toNanos() + 1);
        takenOver();

        assertThatThrownBy(this::requireHeld).isInstanceOf(LeaseLostException.class);

        assertThat(heartbeat.findsLeaseLost()).isTrue();
        assertThat(control.stopSwitch().reason().orElseThrow().cause()).isEqualTo(StopCause.FAULT);
    }

    @Test
    void aDatabaseThatFailsForAWhileIsNoLossOfTheLease() {
        beat();
        bench.breakDatabase();
        bench.time.sleep(Lease.TRUST.toNanos());
        beat();
        assertThat(control.stopSwitch().requested()).isFalse();

        bench.time.sleep(1);
        beat();

        assertThat(control.stopSwitch().reason().orElseThrow().cause()).isEqualTo(StopCause.FAULT);
        assertThat(heartbeat.findsLeaseLost()).isFalse();
    }

    @Test
    void atTheEndTheLeaseIsGivenBack() {
        beat();

        heartbeat.close();

        assertThat(leases.all()).isEmpty();
    }

    private void takenOver() {
        Owner other = new Owner("other", "p-2", "bob", "host-2", "machine-2", 2, 1);
        assertThat(leases.take(
                        bench.spec().identity(), other, Optional.of(leases.all().get(0))))
                .isEmpty();
    }
}
