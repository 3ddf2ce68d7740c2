package io.conversationcleanup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.lease.Leases.Requests;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.lease.Owner.Processes.Life;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.LiveState.RateCeiling;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.runs.EarlierRows;
import io.conversationcleanup.runs.Finding;
import io.conversationcleanup.runs.Pseudonyms;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.runs.RunView.Standing;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunAdminTest {

    private static final Owner SELF = new Owner("bob", "p-2", "bob", "x", "m", 2, 1);

    private final RunBench bench = new RunBench();
    private final Leases leases = bench.leases();
    private Life life = Life.EXISTS;
    private final RunAdmin desk = new RunAdmin(bench.ledger(), leases, owner -> life, SELF, bench.time);

    @BeforeEach
    void stage() {
        bench.stage(10);
        bench.staged();
        bench.dueAfter(10, Duration.ofSeconds(1));
    }

    private void goOn(Sending sending) {
        leases.renew(
                "me",
                bench.work().number(),
                new LiveState(
                        "deleting", 10, 10, true, 4, 2, 160.0, RateCeiling.REQUIRED, sending, null, null, null, null));
    }

    private RunView view() {
        return desk.run("job");
    }

    @Test
    void aRunThatGoesOnIsCountedAndPacedAsItsProcessTells() {
        goOn(Sending.ON);
        bench.delete(1, 6);

        RunView view = view();

        assertThat(view.standing()).isEqualTo(Standing.LIVE);
        assertThat(view.summary().status()).isEqualTo(RunStatus.RUNNING);
        assertThat(view.summary().rows()).isEqualTo(new Tally(10, 6, 0, 0, 1, 1, 0, 0, 3));
        assertThat(view.summary().failuresByCode()).isEqualTo(Map.of("50004", 1L));
        assertThat(view.timeLeft()).contains(Duration.ofSeconds(2));
        assertThat(view.who()).isEqualTo("alice on host (process 1)");
        assertThat(view.mayBeUnlimited()).isFalse();
        assertThat(desk.runs()).hasSize(1);
    }

    @Test
    void anOwnerThatHasNotSaidWhatItWorksOnIsNotTakenForGone() {

        assertThat(view().standing()).isEqualTo(Standing.LIVE);
        assertThat(view().summary().rows()).isEqualTo(new Tally(10, 0, 0, 0, 1, 1, 0, 0, 9));
    }

    @Test
    void ofAPausedRunTheTimeLeftIsNotKnown() {
        goOn(Sending.PAUSED);

        assertThat(view().isPaused()).isTrue();
        assertThat(view().timeLeft()).isEmpty();
    }

    @Test
    void aRunWhoseProcessIsGoneIsStoppedAndItsOutcomesAreCounted() {
        goOn(Sending.ON);
        bench.delete(1, 3);
        life = Life.GONE;

        RunView view = view();

        assertThat(view.standing()).isEqualTo(Standing.ORPHANED);
        assertThat(view.summary().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(view.summary().reason()).contains("its process is gone");
        assertThat(view.summary().rows()).isEqualTo(new Tally(10, 3, 0, 0, 1, 1, 0, 0, 6));
        assertThat(view.timeLeft()).isEmpty();
        assertThat(view.isLive()).isFalse();
        assertThat(desk.askToStop(view, desk.actor())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, 3, 86_400})
    void noStepOfTheDatabasesClockMakesAProcessThatExistsLookGone(int seconds) {
        goOn(Sending.ON);
        bench.stepDatabaseClock(Duration.ofSeconds(seconds));
        long before = bench.time.nanos();

        RunView view = view();

        assertThat(view.standing()).isEqualTo(Standing.LIVE);
        assertThat(bench.time.nanos()).isEqualTo(before);
        assertThat(desk.askToStop(view, desk.actor())).isTrue();
        assertThat(desk.forget(view)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, 3, 86_400})
    void anOwnerOfWhomNothingIsKnownIsAliveWhileItBeatsWhateverTheDatabasesClockSays(int seconds) {
        life = Life.UNKNOWN;
        goOn(Sending.ON);
        bench.stepDatabaseClock(Duration.ofSeconds(seconds));
        bench.time.onSleep(() -> {
            goOn(Sending.ON);
            bench.stepDatabaseClock(Duration.ofSeconds(seconds));
        });

        assertThat(view().standing()).isEqualTo(Standing.LIVE);
        assertThat(desk.runs()).extracting(RunView::standing).containsExactly(Standing.LIVE);
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, 86_400})
    void anOwnerOfWhomNothingIsKnownAndThatShowsNoBeatIsGoneWhateverTheDatabasesClockSays(int seconds) {
        life = Life.UNKNOWN;
        goOn(Sending.ON);
        bench.stepDatabaseClock(Duration.ofSeconds(seconds));
        long before = bench.time.nanos();

        assertThat(view().standing()).isEqualTo(Standing.ORPHANED);

        assertThat(Duration.ofNanos(bench.time.nanos() - before)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void anEndedRunIsSeenAsItWasKept() {
        bench.delete(1, 9);
        bench.ledger()
                .runs()
                .ended(bench.work().owned(), RunStatus.STOPPED_BY_RULE, StopCause.RULE, "a rule", RunBench.START);

        RunView view = view();

        assertThat(view.standing()).isEqualTo(Standing.ENDED);
        assertThat(view.summary().status()).isEqualTo(RunStatus.STOPPED_BY_RULE);
        assertThat(view.summary().rows()).isEqualTo(new Tally(10, 9, 0, 0, 1, 1, 0, 0, 0));
        assertThat(view.summary().endedAt()).contains(RunBench.START);
    }

    @Test
    void whatIsAskedReachesTheProcessWithTheNameOfWhoAsks() {
        goOn(Sending.ON);
        RunView view = view();

        assertThat(desk.askToStop(view, desk.actor())).isTrue();
        assertThat(desk.askForRate(view, 50, desk.actor())).isTrue();
        assertThat(desk.askFor(view, Sending.PAUSED, desk.actor())).isTrue();

        assertThat(heard().stop()).contains("bob on x (process 2)");
        assertThat(heard().rate().orElseThrow().what()).isEqualTo(50);
        assertThat(heard().sending().orElseThrow().what()).isEqualTo(Sending.PAUSED);
        assertThat(desk.askFor(view, Sending.ON, desk.actor())).isTrue();
        assertThat(heard().sending().orElseThrow().what()).isEqualTo(Sending.ON);
        leases.release("me");
        assertThat(desk.askFor(view, Sending.ON, desk.actor())).isFalse();
    }

    @Test
    void rowsAreSelectedToBeSentAgain() {
        bench.delete(1, 9);

        EarlierRows none = desk.select(view(), Set.of(EarlierRows.Outcome.FAILED), Set.of());

        assertThat(none.count()).isZero();
        assertThat(none.text()).isEqualTo("failed");
        assertThat(desk.select(view(), Set.of(EarlierRows.Outcome.values()), Set.of("7", "6"))
                        .text())
                .isEqualTo("failed or retryable, 6 or 7");
    }

    @Test
    void aRunIsYoungerIfTheMachineHasCountedLessSinceItBegan() {
        Duration month = Duration.ofDays(30);
        assertThat(desk.isYounger(view(), month)).isFalse();

        start("m", 1L);
        assertThat(desk.isYounger(view(), month)).isTrue();
        assertThat(desk.isYounger(view(), Duration.ZERO)).isFalse();

        start("another boot", 1L);
        assertThat(desk.isYounger(view(), month)).isFalse();
        start("m", 0L);
        assertThat(desk.isYounger(view(), month)).isFalse();
    }

    private void start(String machine, Long ticks) {
        bench.ledger()
                .history()
                .started(bench.work().owned(), RunBench.START, "alice", new StartDetail(Map.of(), 1, machine, ticks));
    }

    @Test
    void aRunOnWhichSomebodyWorksIsNotForgotten() {
        goOn(Sending.ON);

        assertThat(desk.forget(view())).isFalse();

        assertThat(desk.hasForgotten()).isFalse();
        assertThat(desk.runs()).hasSize(1);
        assertThat(leases.all()).extracting(lease -> lease.owner().token()).containsExactly("me");
    }

    @Test
    void aRunWhoseProcessIsGoneIsForgottenAndItsLeaseWithIt() {
        goOn(Sending.ON);
        life = Life.GONE;

        assertThat(desk.forget(view())).isTrue();

        assertThat(desk.hasForgotten()).isTrue();
        assertThat(desk.runs()).isEmpty();
        assertThat(leases.all()).isEmpty();
    }

    @Test
    void whatACutOffAttemptToForgetHasLeftIsNotInTheWayOfTheNext() {
        leases.release("me");
        leases.take(bench.spec().identity(), SELF, Optional.empty());

        assertThat(desk.forget(view())).isTrue();

        assertThat(desk.runs()).isEmpty();
        assertThat(leases.all()).isEmpty();
    }

    @Test
    void aRunThatWasForgottenWithoutAnAnswerIsForgotten() {
        RunView before = view();
        bench.ledger().runs().disown(bench.work().number(), "me");
        bench.ledger().runs().forget(bench.work().number());
        leases.release("me");
        leases.take(bench.spec().identity(), SELF, Optional.empty());

        assertThat(desk.forget(before)).isTrue();

        assertThat(desk.hasForgotten()).isTrue();
        assertThat(leases.all()).isEmpty();
    }

    @Test
    void aRunWhoseInputIsNotInTheLedgerAsAWholeIsNotReported() {
        RunBench reading = new RunBench();
        reading.stage(3);
        RunAdmin there = new RunAdmin(reading.ledger(), reading.leases(), owner -> life, SELF, reading.time);

        assertThat(there.report(there.run("job"), (ledger, run, unfinished, asItWas) -> run.id()))
                .isEmpty();
    }

    @Test
    void aUserIsFoundByThePseudonymThatReportsShow() {
        Pseudonyms pseudonyms = new Pseudonyms(new byte[16]);

        assertThat(desk.find(pseudonyms.of("user-2"), pseudonyms))
                .extracting(Finding::run, Finding::line)
                .containsExactly(tuple("job-1", 3L));
        assertThat(desk.find(pseudonyms.of("peer"), pseudonyms)).hasSize(10);
        assertThat(desk.find(pseudonyms.of("user"), pseudonyms)).isEmpty();
        assertThat(desk.find("user-2", pseudonyms)).isEmpty();
    }

    @Test
    void whatHappenedToAUserIsFoundInAllRuns() {
        bench.delete(1, 9);

        assertThat(desk.find("user-2"))
                .extracting(Finding::run, Finding::line, Finding::outcome)
                .containsExactly(tuple("job-1", 3L, "deleted"));
        assertThat(desk.find("peer")).hasSize(10);
        assertThat(desk.find("user")).isEmpty();
    }

    private Requests heard() {
        LiveState live = leases.all().get(0).live().orElseThrow();
        return leases.renew("me", bench.work().number(), live).orElseThrow().requests();
    }

    private void stop(StopCause cause) {
        bench.ledger().runs().ended(bench.work().owned(), cause.status(), cause, "why", RunBench.START);
        life = Life.GONE;
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatPassesByItselfIsResumedWithoutAPersonAndOnlyIfItWasConfirmed(StopCause cause) {
        stop(cause);
        assertThat(view().resumesByItself()).isFalse();

        bench.ledger().runs().confirmed(bench.work().owned());

        assertThat(view().resumesByItself())
                .isEqualTo(Set.of(StopCause.SIGNAL, StopCause.OUTAGE, StopCause.FAULT, StopCause.CRASH)
                        .contains(cause));
        assertThat(desk.unfinished(Optional.empty())).hasSize(cause == StopCause.ABANDONED ? 0 : 1);
        assertThat(desk.unfinished(Optional.of("another job"))).isEmpty();
    }

    @Test
    void aRunThatGoesOnIsNotUnfinishedAndOneWhoseProcessIsGoneIs() {
        assertThat(desk.unfinished(Optional.empty())).isEmpty();
        bench.ledger().runs().confirmed(bench.work().owned());
        life = Life.GONE;

        assertThat(desk.unfinished(Optional.of("job"))).singleElement().satisfies(run -> {
            assertThat(run.resumesByItself()).isTrue();
            assertThat(run.summary().cause()).contains(StopCause.CRASH);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"PERSON", "RULE", "REFUSED"})
    void aRunWhoseProcessDiedAfterSomethingStoppedItIsNotTakenForOneThatCrashed(StopCause cause) {
        bench.ledger().runs().confirmed(bench.work().owned());
        bench.ledger().runs().halted(bench.work().owned(), cause);
        life = Life.GONE;

        assertThat(view().summary().cause()).contains(cause);
        assertThat(view().resumesByItself()).isFalse();
        assertThat(desk.unfinished(Optional.empty())).hasSize(1);
    }

    @Test
    void anAbandonedRunIsClosedAndItsOwnerCanWriteNothingMore() {
        stop(StopCause.SIGNAL);

        assertThat(desk.abandon(view(), "no longer wanted", desk.actor(), () -> RunBench.START))
                .isPresent();

        assertThat(view().summary().isClosed()).isTrue();
        assertThat(view().summary().reason()).contains("abandoned by bob on x (process 2): no longer wanted");
        assertThat(view().summary().status()).isEqualTo(RunStatus.STOPPED);
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> bench.ledger().runs().confirmed(bench.work().owned()));
        assertThat(leases.all()).isEmpty();
    }

    @Test
    void aRunThatSomebodyWorksOnIsNotAbandoned() {
        RunView view = view();

        assertThat(desk.abandon(view, "no longer wanted", desk.actor(), () -> RunBench.START))
                .isEmpty();

        assertThat(view().summary().isClosed()).isFalse();
    }
}
