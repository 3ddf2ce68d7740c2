package io.conversationcleanup.ledger;

import static io.conversationcleanup.ledger.LedgerBench.START;
import static io.conversationcleanup.ledger.LedgerBench.newRun;
import static io.conversationcleanup.ledger.LedgerBench.settled;
import static io.conversationcleanup.ledger.LedgerBench.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.conversationcleanup.ledger.Run.InputColumn;
import io.conversationcleanup.ledger.Run.InputColumn.Role;
import io.conversationcleanup.ledger.Run.RowTotals;
import io.conversationcleanup.ledger.RunStore.RunFilter;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RequestedBy;
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
        Run.Entry template = newRun();
        Run.Entry entered = new Run.Entry(
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
                new RequestedBy(Optional.of("alice"), Optional.of("GDPR-7 \"ü\"")),
                Optional.of("users-1"));

        Run created = bench().create(entered);

        assertThat(created)
                .isEqualTo(new Run(
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
                        CallCounts.NONE,
                        Optional.empty(),
                        Optional.empty()));
        assertThat(ledger().runs().find(entered.id())).contains(created);
        assertThat(ledger().runs().latest(entered.identity())).contains(created);
    }

    @Test
    default void anUnlimitedRateStaysUnlimited() {
        Run run = bench().create(newRun());

        ledger().runs().started(bench().owned(run.number()), Double.POSITIVE_INFINITY, false);

        assertThat(ledger().runs().find(run.id()).orElseThrow().entry().ratePerSecond())
                .isInfinite();
    }

    @Test
    default void thereIsNoRunOfAnUnknownNameOrIdentity() {
        assertThat(ledger().runs().find("nobody")).isEmpty();
        assertThat(ledger().runs().latest(new RunIdentity("nobody", "", ""))).isEmpty();
    }

    @Test
    default void runsOfOneIdentityAreNumberedInSequenceAndOthersAreNotCounted() {
        RunIdentity identity = newRun().identity();
        List<RunIdentity> others = List.of(
                new RunIdentity("other", identity.lane(), identity.inputSha256()),
                new RunIdentity(identity.job(), "other", identity.inputSha256()),
                new RunIdentity(identity.job(), identity.lane(), "other"));

        Run first = bench().create(newRun(identity.job() + "-first", identity));
        Run second = bench().create(newRun(identity.job() + "-second", identity));

        assertThat(first.sequence()).isEqualTo(1);
        assertThat(second.sequence()).isEqualTo(2);
        assertThat(second.number()).isNotEqualTo(first.number());
        assertThat(others)
                .allSatisfy(other -> assertThat(ledger().runs().latest(other)).isEmpty());
        assertThat(ledger().runs().latest(identity)).contains(second);
    }

    @Test
    default void aNameIsTakenOnce() {
        Run.Entry run = newRun();
        bench().create(run);

        assertThatIllegalStateException()
                .isThrownBy(() -> bench().create(newRun(run.id(), newRun().identity())))
                .withMessageContaining(run.id());
        assertThat(ledger().runs().latest(run.identity()).orElseThrow().sequence())
                .isEqualTo(1);
    }

    @Test
    default void theTimesOfAllStartsAddUpAndANewStartForgetsTheLastEnd() {
        Run run = bench().create(newRun());

        ledger().runs().spent(bench().owned(run.number()), Duration.ofMillis(90_000), Duration.ofMillis(60_001));
        ledger().runs()
                .ended(
                        bench().owned(run.number()),
                        RunStatus.STOPPED_BY_RULE,
                        StopCause.RULE,
                        "21 % of the rows failed",
                        START.plusSeconds(90));
        Run stopped = ledger().runs().find(run.id()).orElseThrow();
        ledger().runs().started(bench().owned(run.number()), 42.5, true);
        Run again = ledger().runs().find(run.id()).orElseThrow();
        ledger().runs().spent(bench().owned(run.number()), Duration.ofMillis(10), Duration.ofMillis(9));
        ledger().runs().ended(bench().owned(run.number()), RunStatus.COMPLETED, null, null, START.plusSeconds(200));
        Run done = ledger().runs().find(run.id()).orElseThrow();

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
        assertThat(again.entry().ratePerSecond()).isEqualTo(42.5);
        assertThat(again.entry().startedAt()).isEqualTo(START);
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

        ledger().runs().ended(bench().owned(number), RunStatus.STOPPED, StopCause.PERSON, null, START);

        RowTotals kept =
                new RowTotals(new Tally(5, 1, 1, 1, 2, 1, 0, 0, 0), Map.of("50001", 1L, "", 1L), Map.of("60008", 1L));
        assertThat(kept(number).totals()).contains(kept);
        assertThat(ledger().results().totals(number)).isEqualTo(kept);
        assertThat(kept.failuresByCode()).isEqualTo(Map.of("50001", 1L, "60008", 1L, "", 1L));
        ledger().runs().started(bench().owned(number), 1, false);
        assertThat(kept(number).totals()).isEmpty();
    }

    @Test
    default void aStartedRunTellsWhereItIsAndAnotherRateHoldsUntilTheNextStart() {
        Run run = bench().create(newRun());
        assertThat(kept(run.number())).isEqualTo(run);
        Run.Paths paths = new Run.Paths("run 'a b.yml'", "/var/reports/out", Optional.of("/var/a b.yml"), true);

        ledger().runs().foundAt(bench().owned(run.number()), paths);
        ledger().runs().paced(bench().owned(run.number()), 12.5);

        assertThat(kept(run.number()).paths()).contains(paths);
        assertThat(kept(run.number()).entry().ratePerSecond()).isEqualTo(12.5);
        ledger().runs().paced(bench().owned(run.number()), Double.POSITIVE_INFINITY);
        assertThat(kept(run.number()).entry().ratePerSecond()).isInfinite();
        ledger().runs().started(bench().owned(run.number()), 160, false);
        assertThat(kept(run.number()).entry().ratePerSecond()).isEqualTo(160);
        assertThat(kept(run.number()).confirmed()).isFalse();
        ledger().runs().confirmed(bench().owned(run.number()));
        assertThat(kept(run.number()).confirmed()).isTrue();
        ledger().runs().halted(bench().owned(run.number()), StopCause.RULE);
        assertThat(kept(run.number()).cause()).isEqualTo(StopCause.RULE);
        assertThat(kept(run.number()).status()).isEqualTo(RunStatus.RUNNING);
        ledger().runs().started(bench().owned(run.number()), 160, false);
        assertThat(kept(run.number()).cause()).isNull();
    }

    @Test
    default void runsAreListedTheNewestFirstWhateverTheClockSaid() {
        Run.Entry later = newRun();
        Run first = bench().create(newRun());
        Run second = bench().create(newRun());
        Run last = bench().create(new Run.Entry(
                later.id(),
                later.identity(),
                later.provider(),
                later.operation(),
                later.inputFile(),
                later.columns(),
                later.staging(),
                later.ratePerSecond(),
                START.minusSeconds(86_400),
                later.requestedBy(),
                later.parent()));

        List<Long> listed = ledger().runs().list(RunFilter.ALL).stream()
                .map(kept -> kept.number())
                .toList();

        assertThat(listed)
                .containsSubsequence(last.number(), second.number(), first.number())
                .doesNotHaveDuplicates();
    }

    @Test
    default void aListHoldsTheRunsThatPassItsFilterPageByPage() {
        Run.Entry made = newRun();
        RunIdentity identity = made.identity();
        Run first = bench().create(LedgerBench.newRun(made.id() + "_1", identity));
        Run second = bench().create(LedgerBench.newRun(made.id() + "_2", identity));
        Run rerun = bench().create(new Run.Entry(
                made.id() + "%1",
                newRun().identity(),
                made.provider(),
                made.operation(),
                made.inputFile(),
                made.columns(),
                made.staging(),
                made.ratePerSecond(),
                made.startedAt(),
                made.requestedBy(),
                Optional.of(first.id())));

        assertThat(listed(RunFilter.ofJob(identity.job()))).containsExactly(second.id(), first.id());
        assertThat(listed(RunFilter.around(first))).containsExactly(rerun.id(), second.id(), first.id());
        assertThat(listed(RunFilter.around(second))).containsExactly(second.id(), first.id());
        assertThat(listed(RunFilter.named(made.id() + "_"))).containsExactly(second.id(), first.id());
        assertThat(listed(RunFilter.named(made.id() + "%"))).containsExactly(rerun.id());
        assertThat(listed(RunFilter.ofJob(identity.job()).page(Long.MAX_VALUE, 1)))
                .containsExactly(second.id());
        assertThat(listed(RunFilter.ofJob(identity.job()).page(second.number(), 1)))
                .containsExactly(first.id());
    }

    private List<String> listed(RunFilter filter) {
        return ledger().runs().list(filter).stream().map(Run::id).toList();
    }

    private Run kept(long number) {
        return ledger().runs().list(RunFilter.ALL).stream()
                .filter(kept -> kept.number() == number)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    default void everyStatusIsKept(RunStatus status) {
        Run run = bench().create(newRun());

        ledger().runs().ended(bench().owned(run.number()), status, null, null, START);

        assertThat(ledger().runs().find(run.id()).orElseThrow().status()).isEqualTo(status);
    }

    @Test
    default void aRunThatDoesNotExistIsRefused() {
        long none = 900_000_000;
        List<Runnable> uses = List.of(
                () -> ledger().runs().started(bench().owned(none), 1, false),
                () -> ledger().runs().confirmed(bench().owned(none)),
                () -> ledger().runs().halted(bench().owned(none), StopCause.RULE),
                () -> ledger().runs().foundAt(bench().owned(none), new Run.Paths("", "", Optional.empty(), false)),
                () -> ledger().runs().paced(bench().owned(none), 1),
                () -> ledger().runs().spent(bench().owned(none), Duration.ZERO, Duration.ZERO),
                () -> ledger().runs().ended(bench().owned(none), RunStatus.COMPLETED, null, null, START),
                () -> ledger().rows().stage(bench().owned(none), LedgerBench.pending(1, 1)),
                () -> ledger().rows().staged(bench().owned(none)),
                () -> ledger().rows().isStaged(none),
                () -> ledger().outstanding().unvisited(none),
                () -> ledger().outstanding().visitedUpTo(bench().owned(none), 1),
                () -> ledger().results().tally(none));

        assertThat(uses)
                .allSatisfy(use -> assertThatIllegalArgumentException()
                        .isThrownBy(use::run)
                        .withMessage("the ledger has no run with the number 900000000"));
        assertThat(ledger().rows().row(none, 1)).isEmpty();
    }
}
