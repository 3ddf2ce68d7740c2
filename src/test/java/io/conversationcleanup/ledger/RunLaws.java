package io.conversationcleanup.ledger;

import static io.conversationcleanup.ledger.LedgerBench.START;
import static io.conversationcleanup.ledger.LedgerBench.newRun;
import static io.conversationcleanup.ledger.LedgerBench.settled;
import static io.conversationcleanup.ledger.LedgerBench.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.conversationcleanup.ledger.InputColumn.Role;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Mandate;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs and their life. */
interface RunLaws {

    LedgerBench bench();

    private Ledger ledger() {
        return bench().ledger();
    }

    @Test
    default void aRunIsFoundAgainAsItWasEntered() {
        NewRun template = newRun();
        NewRun entered = new NewRun(
                template.id(),
                template.identity(),
                "zego",
                "delete-conversation",
                "odd, \"name\" ü.csv",
                List.of(
                        new InputColumn("To \"Account\", é\n", Role.PEER),
                        new InputColumn("From_Account", Role.USER),
                        new InputColumn("", Role.OTHER)),
                "type=1\nclearRamble=0",
                19.8,
                START.plusMillis(7),
                new Mandate(Optional.of("alice"), Optional.of("GDPR-7 \"ü\"")),
                Optional.of("users-1"));

        RunRecord created = bench().create(entered);

        assertThat(created)
                .isEqualTo(new RunRecord(
                        created.number(),
                        1,
                        entered,
                        RunStatus.RUNNING,
                        null,
                        false,
                        null,
                        null,
                        Duration.ZERO,
                        Duration.ZERO,
                        CallCounts.NONE));
        assertThat(ledger().run(entered.id())).contains(created);
        assertThat(ledger().latest(entered.identity())).contains(created);
    }

    @Test
    default void anUnlimitedRateStaysUnlimited() {
        RunRecord run = bench().create(newRun());

        ledger().started(bench().owned(run.number()), Double.POSITIVE_INFINITY, false);

        assertThat(ledger().run(run.id()).orElseThrow().run().ratePerSecond()).isInfinite();
    }

    @Test
    default void thereIsNoRunOfAnUnknownNameOrIdentity() {
        assertThat(ledger().run("nobody")).isEmpty();
        assertThat(ledger().latest(new RunIdentity("nobody", "", ""))).isEmpty();
    }

    @Test
    default void runsOfOneIdentityAreNumberedInSequenceAndOthersAreNotCounted() {
        RunIdentity identity = newRun().identity();
        List<RunIdentity> others = List.of(
                new RunIdentity("other", identity.lane(), identity.inputSha256()),
                new RunIdentity(identity.job(), "other", identity.inputSha256()),
                new RunIdentity(identity.job(), identity.lane(), "other"));

        RunRecord first = bench().create(newRun(identity.job() + "-first", identity));
        RunRecord second = bench().create(newRun(identity.job() + "-second", identity));

        assertThat(first.sequence()).isEqualTo(1);
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(second.number()).isNotEqualTo(first.number());
        assertThat(others)
                .allSatisfy(other -> assertThat(ledger().latest(other)).isEmpty());
        assertThat(ledger().latest(identity)).contains(second);
    }

    @Test
    default void aNameIsTakenOnce() {
        NewRun run = newRun();
        bench().create(run);

        assertThatIllegalStateException()
                .isThrownBy(() -> bench().create(newRun(run.id(), newRun().identity())))
                .withMessageContaining(run.id());
        assertThat(ledger().latest(run.identity()).orElseThrow().sequence()).isEqualTo(1);
    }

    @Test
    default void theTimesOfAllStartsAddUpAndANewStartForgetsTheLastEnd() {
        RunRecord run = bench().create(newRun());

        ledger().spent(bench().owned(run.number()), Duration.ofMillis(90_000), Duration.ofMillis(60_001));
        ledger().ended(
                        bench().owned(run.number()),
                        RunStatus.STOPPED_BY_RULE,
                        StopCause.RULE,
                        "21 % of the rows failed",
                        START.plusSeconds(90));
        RunRecord stopped = ledger().run(run.id()).orElseThrow();
        ledger().started(bench().owned(run.number()), 42.5, true);
        RunRecord again = ledger().run(run.id()).orElseThrow();
        ledger().spent(bench().owned(run.number()), Duration.ofMillis(10), Duration.ofMillis(9));
        ledger().ended(bench().owned(run.number()), RunStatus.COMPLETED, null, null, START.plusSeconds(200));
        RunRecord done = ledger().run(run.id()).orElseThrow();

        assertThat(stopped.status()).isEqualTo(RunStatus.STOPPED_BY_RULE);
        assertThat(stopped.statusReason()).isEqualTo("21 % of the rows failed");
        assertThat(stopped.endedAt()).isEqualTo(START.plusSeconds(90));
        assertThat(again.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(again.statusReason()).isNull();
        assertThat(stopped.cause()).isEqualTo(StopCause.RULE);
        assertThat(stopped.confirmed()).isFalse();
        assertThat(again.cause()).isNull();
        assertThat(again.confirmed()).isTrue();
        assertThat(again.endedAt()).isNull();
        assertThat(again.run().ratePerSecond()).isEqualTo(42.5);
        assertThat(again.run().startedAt()).isEqualTo(START);
        assertThat(done.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(done.active()).isEqualTo(Duration.ofMillis(90_010));
        assertThat(done.sending()).isEqualTo(Duration.ofMillis(60_010));
    }

    @Test
    default void anEndedRunKeepsWhatItsRowsHadComeToAndANewStartForgetsIt() {
        long number = bench().runOf(5);
        bench().record(number, settled(1, RowState.DELETED), settled(2, RowState.ALREADY_GONE));
        bench().record(number, waiting(3, 1, START), waiting(4, 1, START));
        bench().record(
                        number,
                        new RowResult(4, RowState.FAILED, "50001", "gone", 2, START, null),
                        new RowResult(5, RowState.RETRYABLE, "", "", 1, START, null));

        ledger().ended(bench().owned(number), RunStatus.STOPPED, StopCause.PERSON, null, START);

        Figures kept =
                new Figures(new Tally(5, 1, 1, 1, 2, 1, 0, 0, 0), Map.of("50001", 1L, "", 1L), Map.of("60008", 1L));
        assertThat(kept(number).figures()).contains(kept);
        assertThat(ledger().figures(number)).isEqualTo(kept);
        assertThat(kept.failuresByCode()).isEqualTo(Map.of("50001", 1L, "60008", 1L, "", 1L));
        ledger().started(bench().owned(number), 1, false);
        assertThat(kept(number).figures()).isEmpty();
    }

    @Test
    default void aStartedRunTellsWhereItIsAndAnotherRateHoldsUntilTheNextStart() {
        RunRecord run = bench().create(newRun());
        assertThat(kept(run.number())).isEqualTo(new KeptRun(run, Optional.empty(), Optional.empty()));
        Whereabouts whereabouts =
                new Whereabouts("run 'a b.yml'", "/var/reports/out", Optional.of("/var/a b.yml"), true);

        ledger().foundAt(bench().owned(run.number()), whereabouts);
        ledger().paced(bench().owned(run.number()), 12.5);

        assertThat(kept(run.number()).whereabouts()).contains(whereabouts);
        assertThat(kept(run.number()).run().run().ratePerSecond()).isEqualTo(12.5);
        ledger().paced(bench().owned(run.number()), Double.POSITIVE_INFINITY);
        assertThat(kept(run.number()).run().run().ratePerSecond()).isInfinite();
        ledger().started(bench().owned(run.number()), 160, false);
        assertThat(kept(run.number()).run().run().ratePerSecond()).isEqualTo(160);
        assertThat(kept(run.number()).run().confirmed()).isFalse();
        ledger().confirmed(bench().owned(run.number()));
        assertThat(kept(run.number()).run().confirmed()).isTrue();
        ledger().halted(bench().owned(run.number()), StopCause.RULE);
        assertThat(kept(run.number()).run().cause()).isEqualTo(StopCause.RULE);
        assertThat(kept(run.number()).run().status()).isEqualTo(RunStatus.RUNNING);
        ledger().started(bench().owned(run.number()), 160, false);
        assertThat(kept(run.number()).run().cause()).isNull();
    }

    @Test
    default void runsAreListedTheNewestFirstWhateverTheClockSaid() {
        NewRun later = newRun();
        RunRecord first = bench().create(newRun());
        RunRecord second = bench().create(newRun());
        RunRecord last = bench().create(new NewRun(
                later.id(),
                later.identity(),
                later.provider(),
                later.operation(),
                later.inputFile(),
                later.columns(),
                later.staging(),
                later.ratePerSecond(),
                START.minusSeconds(86_400),
                later.mandate(),
                later.parent()));

        List<Long> listed =
                ledger().runs().stream().map(kept -> kept.run().number()).toList();

        assertThat(listed)
                .containsSubsequence(last.number(), second.number(), first.number())
                .doesNotHaveDuplicates();
    }

    private KeptRun kept(long number) {
        return ledger().runs().stream()
                .filter(kept -> kept.run().number() == number)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    default void everyStatusIsKept(RunStatus status) {
        RunRecord run = bench().create(newRun());

        ledger().ended(bench().owned(run.number()), status, null, null, START);

        assertThat(ledger().run(run.id()).orElseThrow().status()).isEqualTo(status);
    }

    @Test
    default void aRunThatDoesNotExistIsRefused() {
        long none = 900_000_000;
        List<Runnable> uses = List.of(
                () -> ledger().started(bench().owned(none), 1, false),
                () -> ledger().confirmed(bench().owned(none)),
                () -> ledger().halted(bench().owned(none), StopCause.RULE),
                () -> ledger().foundAt(bench().owned(none), new Whereabouts("", "", Optional.empty(), false)),
                () -> ledger().paced(bench().owned(none), 1),
                () -> ledger().spent(bench().owned(none), Duration.ZERO, Duration.ZERO),
                () -> ledger().ended(bench().owned(none), RunStatus.COMPLETED, null, null, START),
                () -> ledger().stage(bench().owned(none), LedgerBench.pending(1, 1)),
                () -> ledger().staged(bench().owned(none)),
                () -> ledger().isStaged(none),
                () -> ledger().unvisited(none),
                () -> ledger().visitedUpTo(bench().owned(none), 1),
                () -> ledger().tally(none));

        assertThat(uses)
                .allSatisfy(use -> assertThatIllegalArgumentException()
                        .isThrownBy(use::run)
                        .withMessage("the ledger has no run with the number 900000000"));
        assertThat(ledger().row(none, 1)).isEmpty();
    }
}
