package io.conversationcleanup.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.RetryPolicy;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.StopLimits;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.quota.TokenBucketPacer;
import io.conversationcleanup.quota.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SenderTest {

    private static final int SHARE = 16;
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Outcome DELETED = Outcome.deleted();
    private static final Outcome BUSY = Outcome.busy("50004", "internal error");
    private static final Outcome REFUSED = Outcome.refused("50001", "no such user");
    private static final Outcome UNEXPECTED = Outcome.unexpected("60999", "?", Outcome.AtLast.FAIL_ROW);
    private static final Outcome THROTTLED = Outcome.throttled("60007", "too fast", Optional.empty());
    private static final Outcome DENIED = Outcome.denied("70009", "wrong key");
    private static final Outcome UNCONNECTED = Outcome.unavailable("connect", "refused");
    private static final Outcome UNANSWERED = Outcome.unknown("timeout", "no answer");

    private final VirtualTime time = new VirtualTime();
    private final StopSwitch stop = new StopSwitch();
    private final Script script = new Script();
    private JournalInMemory journal = new JournalInMemory();
    private double rate = Double.POSITIVE_INFINITY;
    private int maxAttempts = 5;
    private StopLimits limits = new StopLimits(20, 1_000, 50);

    @Test
    void sendsEachRowOnceAndInOrder() {
        Sent result = send(rows(3));
        assertThat(script.calls).containsExactly("user1", "user2", "user3");
        assertThat(states(result)).containsOnly(RowState.DELETED).hasSize(3);
        assertThat(List.of(result.calls(), result.retries(), result.throttled()))
                .containsExactly(3L, 0L, 0L);
    }

    @Test
    void whatTheProviderSaidIsKept() {
        script.answer("user1", REFUSED);
        script.answer("user2", Outcome.alreadyGone("51009", "not there"));
        Sent result = send(rows(2));
        assertThat(result.rows())
                .containsExactly(
                        new RowResult(1, RowState.FAILED, "50001", "no such user", 1, NOW, null),
                        new RowResult(2, RowState.ALREADY_GONE, "51009", "not there", 1, NOW, null));
    }

    @Test
    void aPassingFailureCostsAnAttemptAndIsDueLaterWithoutBlockingTheOthers() {
        script.answer("user1", BUSY);
        Sent result = send(rows(2));
        RowResult busy = result.rows().get(0);
        assertThat(busy.state()).isEqualTo(RowState.WAITING);
        assertThat(busy.attempts()).isEqualTo(1);
        assertThat(busy.dueAt()).isBetween(NOW, NOW.plusSeconds(1));
        assertThat(result.rows().get(1).state()).isEqualTo(RowState.DELETED);
        assertThat(script.calls).containsExactly("user1", "user2");
    }

    @Test
    void afterARecordThatFailedNothingMoreLeavesAndWhatIsKnownIsRecordedIfItCanBe() {
        journal.failures = 1;

        assertThatThrownBy(() -> send(rows(5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the disk is full")
                .hasNoSuppressedExceptions();

        assertThat(script.calls).containsExactly("user1");
        assertThat(journal.sent().rows()).extracting(RowResult::row).containsExactly(1L);
        assertThat(journal.note).isEmpty();
        assertThat(stop.reason()).map(StopSwitch.Reason::cause).contains(StopCause.FAULT);
    }

    @Test
    void aJournalThatCannotBeWrittenAnyMoreLeavesTheRowsNoted() {
        journal.failures = Integer.MAX_VALUE;

        assertThatThrownBy(() -> send(rows(5))).hasMessage("the disk is full");

        assertThat(script.calls).containsExactly("user1");
        assertThat(journal.note).containsExactly(1L);
    }

    @Test
    void afterARecordThatFailedWhatIsInFlightIsAnswered() {
        CompletableFuture<Outcome> slow = new CompletableFuture<>();
        script.answerLater("user1", slow);
        journal.failWith(() -> slow.complete(DELETED));

        assertThatThrownBy(() -> send(rows(5))).hasMessage("the disk is full");

        assertThat(script.calls).containsExactly("user1");
        assertThat(journal.sent().rows()).extracting(RowResult::row).containsExactly(1L);
    }

    @Test
    void theLastAttemptGivesUp() {
        script.answer("user1", BUSY);
        Sent result = send(List.of(row(1, 4)));
        assertThat(states(result)).containsExactly(RowState.RETRYABLE);
        assertThat(result.rows().get(0).attempts()).isEqualTo(5);
        assertThat(result.retries()).isEqualTo(1);
    }

    @Test
    void anUnexpectedAnswerGetsTwoMoreAttemptsAndThenFails() {
        script.answer("user1", UNEXPECTED);
        assertThat(states(send(List.of(row(1, 0))))).containsExactly(RowState.WAITING);
        script.answer("user1", UNEXPECTED);
        assertThat(states(send(List.of(row(1, 1))))).containsExactly(RowState.WAITING);
        script.answer("user1", UNEXPECTED);
        assertThat(states(send(List.of(row(1, 2))))).containsExactly(RowState.FAILED);
    }

    @Test
    void anUnexpectedAnswerThatWouldMeetEveryRowAbortsTheRunAtLast() {
        Outcome hopeless = Outcome.unexpected("100000010", "no secret", Outcome.AtLast.ABORT_RUN);
        script.answer("user1", hopeless);
        assertThat(states(send(List.of(row(1, 1))))).containsExactly(RowState.WAITING);
        assertThat(stop.requested()).isFalse();
        script.answer("user1", hopeless);
        assertThat(send(List.of(row(1, 2))).rows()).isEmpty();
        assertThat(stop.reason())
                .contains(new StopSwitch.Reason(StopCause.REFUSED, "the provider answered 100000010: no secret"));
    }

    @Test
    void aThrottledRowGoesBackAndCostsNoAttempt() {
        script.answer("user1", THROTTLED, THROTTLED, DELETED);
        Sent result = send(rows(2));
        assertThat(result.rows())
                .contains(new RowResult(1, RowState.DELETED, "", "", 1, NOW, null))
                .hasSize(2);
        assertThat(List.of(result.calls(), result.retries(), result.throttled()))
                .containsExactly(4L, 2L, 2L);
    }

    @Test
    void aSignatureMadeAnewIsNoThrottling() {
        script.answer("user1", Outcome.signedAnew("70001", "expired"), DELETED);
        Sent result = send(rows(1));
        assertThat(result.rows().get(0).attempts()).isEqualTo(1);
        assertThat(List.of(result.calls(), result.retries(), result.throttled()))
                .containsExactly(2L, 1L, 0L);
    }

    @Test
    void aRowThatIsSignedAnewOverAndOverAbortsTheRunWhateverTheOthersAreAnswered() {
        Outcome expired = Outcome.signedAnew("70001", "expired");
        script.answer("user3", expired, expired, expired, DELETED);
        Sent result = send(rows(3));
        assertThat(script.calls).filteredOn("user3"::equals).hasSize(3);
        assertThat(result.rows()).extracting(RowResult::row).containsExactlyInAnyOrder(1L, 2L);
        assertThat(stop.reason())
                .contains(new StopSwitch.Reason(StopCause.REFUSED, "the provider answered 70001: expired"));
    }

    @Test
    void aRowMayBeSignedAnewTwice() {
        Outcome expired = Outcome.signedAnew("70001", "expired");
        script.answer("user1", expired, THROTTLED, expired, DELETED);
        assertThat(states(send(rows(1)))).containsExactly(RowState.DELETED);
        assertThat(stop.requested()).isFalse();
    }

    @Test
    void nothingLeavesAfterADenial() {
        script.answer("user2", DENIED);
        Sent result = send(rows(5));
        assertThat(script.calls).containsExactly("user1", "user2");
        assertThat(result.rows()).extracting(RowResult::row).containsExactly(1L);
        assertThat(stop.reason())
                .contains(new StopSwitch.Reason(StopCause.REFUSED, "the provider answered 70009: wrong key"));
    }

    @Test
    void aConnectionThatOnlyAPersonCanMakePossibleAbortsTheRunAtOnce() {
        script.unready = Outcome.denied("tls", "the certificate is not trusted");
        script.unreachableUntil(Long.MAX_VALUE);
        long before = time.nanos();

        assertThat(send(rows(5)).rows()).isEmpty();

        assertThat(script.calls).isEmpty();
        assertThat(script.attemptsToConnect).isEqualTo(1);
        assertThat(time.nanos() - before).isLessThan(TimeUnit.SECONDS.toNanos(1));
        assertThat(stop.reason())
                .contains(new StopSwitch.Reason(
                        StopCause.REFUSED, "no call can leave (tls): the certificate is not trusted"));
    }

    @Test
    void nothingLeavesOnceTheRunHasHalted() {
        stop.request(StopCause.PERSON, "asked");
        Sent result = send(rows(5));
        assertThat(script.calls).isEmpty();
        assertThat(result.rows()).isEmpty();
    }

    @Test
    void callsInFlightWhenTheRunHaltsAreStillWaitedForAndRecorded() {
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        script.answerLater("user2", late);
        script.onCall("user3", () -> {
            stop.request(StopCause.PERSON, "asked");
            late.complete(DELETED);
        });
        Sent result = send(rows(5));
        assertThat(script.calls).containsExactly("user1", "user2", "user3");
        assertThat(result.rows()).extracting(RowResult::row).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void theFirstCallHasAHeadStart() {
        CompletableFuture<Outcome> first = new CompletableFuture<>();
        script.answerLater("user1", first);
        time.onSleep(() -> {
            assertThat(script.calls).containsExactly("user1");
            first.complete(DELETED);
        });
        assertThat(send(rows(3)).rows()).hasSize(3);
    }

    @Test
    void aSlowFirstAnswerKeepsTheOthersBackForATenthOfASecondOnly() {
        CompletableFuture<Outcome> first = new CompletableFuture<>();
        long begun = time.nanos();
        script.answerLater("user1", first);
        script.onCall("user2", () -> {
            assertThat(Duration.ofNanos(time.nanos() - begun)).isEqualTo(Duration.ofMillis(100));
            first.complete(DELETED);
        });
        assertThat(send(rows(3)).rows()).hasSize(3);
    }

    @Test
    void anOutageCostsNoAttemptAndFewCalls() {
        maxAttempts = 1;
        long reachableAgain = time.nanos() + Duration.ofSeconds(8).toNanos();
        script.always(user -> time.nanos() < reachableAgain ? UNCONNECTED : DELETED);
        Sent result = send(rows(20));
        assertThat(states(result)).containsOnly(RowState.DELETED).hasSize(20);
        assertThat(result.rows()).allMatch(row -> row.attempts() == 1);
        assertThat(result.calls()).isLessThanOrEqualTo(20 + 8);
    }

    @Test
    void aHostThatTakesNoConnectionGetsNoCallAtAll() {
        maxAttempts = 1;
        long reachableAgain = time.nanos() + Duration.ofSeconds(8).toNanos();
        script.unreachableUntil(reachableAgain);
        Sent result = send(rows(20));
        assertThat(states(result)).containsOnly(RowState.DELETED).hasSize(20);
        assertThat(result.calls()).isEqualTo(20);
        assertThat(script.attemptsToConnect).isBetween(5, 12);
        assertThat(time.nanos() - reachableAgain)
                .isLessThan(Duration.ofSeconds(5).toNanos());
    }

    @Test
    void aHostThatTakesNoConnectionForTooLongHaltsTheRun() {
        script.unreachableUntil(Long.MAX_VALUE);
        Lane lane = lane(pacer());
        sendAndDrain(new Sender(lane, new InFlightLimit(SHARE), 1, journal), rows(3));
        assertThat(journal.sent().rows()).isEmpty();
        assertThat(journal.sent().calls()).isZero();
        assertThat(stop.reason().orElseThrow().cause()).isEqualTo(StopCause.OUTAGE);
        assertThat(lane.outage().map(CircuitBreaker.Outage::reason)).contains(UNCONNECTED.message());
    }

    @Test
    @Timeout(60)
    void aConnectionThatFailsWhileNobodyWaitsForItCountsToo() {
        script.unreachableUntil(Long.MAX_VALUE);
        script.failsBetweenWaits = true;

        assertThat(send(rows(3)).rows()).isEmpty();

        assertThat(stop.reason().orElseThrow().cause()).isEqualTo(StopCause.OUTAGE);
    }

    @Test
    void aServerThatTakesCallsAndNeverAnswersIsAnOutageToo() {
        maxAttempts = 1;
        long aliveAgain = time.nanos() + Duration.ofSeconds(60).toNanos();
        script.always(user -> time.nanos() < aliveAgain ? UNANSWERED : DELETED);
        Sent result = send(rows(8));
        assertThat(states(result)).containsOnly(RowState.DELETED).hasSize(8);
    }

    @Test
    void aRowWhoseCallAloneIsNotAnsweredLosesItsAttempt() {
        rate = 200;
        script.answer("user3", UNANSWERED);
        Sent result = send(rows(5));
        assertThat(result.rows())
                .filteredOn(row -> row.row() == 3)
                .allMatch(row -> row.state() == RowState.WAITING
                        && row.attempts() == 1
                        && row.code().equals("timeout"));
        assertThat(result.rows()).hasSize(5);
    }

    @Test
    void anOutageThatMeetsOnlyTheLastRowsCostsNoAttemptEither() {
        rate = 200;
        maxAttempts = 1;
        long aliveAgain = time.nanos() + Duration.ofSeconds(8).toNanos();
        script.always(
                user -> Integer.parseInt(user.substring(4)) >= 98 && time.nanos() < aliveAgain ? UNANSWERED : DELETED);
        Sent result = send(rows(100));
        assertThat(states(result)).containsOnly(RowState.DELETED).hasSize(100);
        assertThat(result.rows()).allMatch(row -> row.attempts() == 1);
        assertThat(result.calls()).isLessThanOrEqualTo(100 + 10);
    }

    @Test
    void amongTheLastRowsOneThatAloneIsNotAnsweredLosesItsAttemptAtOnce() {
        rate = 200;
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        script.answerLater("user3", late);
        script.onCall("user5", () -> {
            time.sleep(Duration.ofMillis(1).toNanos());
            late.complete(UNANSWERED);
        });
        long begun = time.nanos();
        Sent result = send(rows(5));
        assertThat(result.rows())
                .filteredOn(row -> row.row() == 3)
                .allMatch(row -> row.state() == RowState.WAITING && row.attempts() == 1);
        assertThat(result.calls()).isEqualTo(5);
        assertThat(Duration.ofNanos(time.nanos() - begun)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void anOutageThatMeetsAsManyRowsAsMayBeInFlightCostsNoAttemptEither() {
        rate = 200;
        maxAttempts = 1;
        long outage = time.nanos() + Duration.ofSeconds(1).toNanos();
        script.always(user -> {
            long since = time.nanos() - outage;
            return since >= 0 && since < Duration.ofSeconds(8).toNanos() ? UNANSWERED : DELETED;
        });
        sendAndDrain(new Sender(lane(pacer()), new InFlightLimit(2), 1, journal), rows(1_000));
        assertThat(states(journal.sent())).containsOnly(RowState.DELETED).hasSize(1_000);
    }

    @Test
    void theLastRowLosesItsAttemptsIfItAloneGetsNoAnswerForLong() {
        rate = 200;
        maxAttempts = 1;
        long begun = time.nanos();
        script.always(user -> user.equals("user20") ? UNANSWERED : DELETED);
        Sent result = send(rows(20));
        assertThat(result.rows()).filteredOn(row -> row.row() == 20).allMatch(row -> row.state() == RowState.RETRYABLE);
        assertThat(result.rows()).hasSize(20);
        assertThat(Duration.ofNanos(time.nanos() - begun).toSeconds()).isBetween(20L, 40L);
        assertThat(stop.requested()).isFalse();
    }

    @Test
    void anOutageThatBeginsBetweenAPermitAndItsCallIsTriedByThatCall() {
        CircuitBreaker breaker = new CircuitBreaker(Duration.ofSeconds(10), new HaltingTime(), stop);
        breaker.answered(time.nanos());
        long departedAt = time.nanos();
        time.sleep(1);
        for (int row = 1; row <= 5; row++) {
            breaker.unanswered(row(row, 0), departedAt, "no answer");
        }
        breaker.departed(departedAt);
        breaker.unanswered(row(6, 0), departedAt, "no answer");
        assertThat(breaker.nanosToWait()).isBetween(1L, Duration.ofSeconds(2).toNanos());
        time.sleep(Duration.ofSeconds(11).toNanos());
        breaker.departed(time.nanos());
        breaker.unanswered(row(7, 0), time.nanos(), "no answer");
        assertThat(stop.reason()).map(StopSwitch.Reason::cause).contains(StopCause.OUTAGE);
    }

    @Test
    void aPauseDoesNotCountAsOutage() {
        rate = 200;
        TokenBucketPacer pacer = pacer();
        long endOfPause = time.nanos() + Duration.ofHours(2).toNanos();
        long aliveAgain = endOfPause + Duration.ofSeconds(20).toNanos();
        script.always(user -> time.nanos() < aliveAgain && !user.equals("user1") ? UNANSWERED : DELETED);
        script.onCall("user9", pacer::pause);
        time.onSleep(() -> {
            if (time.nanos() >= endOfPause) {
                pacer.resume();
            }
        });
        Sent result = send(rows(40), pacer);
        assertThat(stop.requested()).isFalse();
        assertThat(states(result)).containsOnly(RowState.DELETED).hasSize(40);
    }

    @Test
    void rowsLeaveBeforeEarlierOnesAreAnsweredAcrossCallsOfSend() {
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        script.answerLater("user5", late);
        Sender sender = new Sender(lane(pacer()), new InFlightLimit(SHARE), 1, journal);
        sender.send(rows(5));
        script.onCall("user6", () -> late.complete(DELETED));
        sender.send(List.of(row(6, 0)));
        sender.drain();
        assertThat(states(journal.sent())).hasSize(6).containsOnly(RowState.DELETED);
        assertThat(journal.note).isEmpty();
    }

    @Test
    void rowsThatAreTheOnlyOnesWithoutAnAnswerAreNoOutage() {
        script.always(user -> UNANSWERED);
        List<Row> left = IntStream.rangeClosed(1, 30).mapToObj(i -> row(i, 4)).toList();
        Sent result = send(left);
        assertThat(states(result)).containsOnly(RowState.RETRYABLE).hasSize(30);
        assertThat(result.calls()).isEqualTo(30);
    }

    @Test
    void rowsThatAreNotAnsweredInOneOutageAfterTheOtherAreTheirCause() {
        script.always(user -> Integer.parseInt(user.substring(4)) <= 12 ? UNANSWERED : DELETED);
        Sent result = send(rows(40));
        assertThat(result.rows()).hasSize(40);
        assertThat(result.rows())
                .filteredOn(row -> row.state() == RowState.WAITING)
                .hasSizeLessThanOrEqualTo(12)
                .allMatch(row -> row.row() <= 12);
    }

    @Test
    void anAnswerThatWouldMeetEveryRowAbortsTheRunWhenItMeetsManyInARow() {
        script.always(user -> Outcome.unexpected("100000010", "no secret", Outcome.AtLast.ABORT_RUN));
        assertThat(send(rows(100)).calls()).isEqualTo(10);
        assertThat(stop.reason().orElseThrow().cause()).isEqualTo(StopCause.REFUSED);
    }

    @Test
    void anOutageThatLastsTooLongHaltsTheRunAndTakesNothingFromTheRows() {
        script.always(user -> UNCONNECTED);
        Sent result = send(rows(3));
        assertThat(result.rows()).isEmpty();
        assertThat(stop.reason().orElseThrow().cause()).isEqualTo(StopCause.OUTAGE);
        assertThat(stop.reason().orElseThrow().text())
                .contains("outage.give-up-after")
                .contains("refused");
        // After 1, 1, 1.5, 2.25 … and at last 30 s each, for 30 minutes.
        assertThat(result.calls()).isBetween(60L, 80L);
        assertThat(journal.note).isEmpty();
    }

    @Test
    void rowsWhoseCallMayHaveHappenedStayNotedWhenTheRunHaltsInAnOutage() {
        script.answer("user1", DELETED);
        script.always(user -> {
            if (user.equals("user3")) {
                stop.request(StopCause.PERSON, "asked");
            }
            return UNANSWERED;
        });

        Sent result = send(rows(5));

        assertThat(script.calls).containsExactly("user1", "user2", "user3");
        assertThat(result.rows()).extracting(RowResult::row).containsExactly(1L);
        assertThat(journal.note).containsExactly(2L, 3L);
    }

    @Test
    void aRowThatIsAnsweredAtLastIsNotedNoMore() {
        long aliveAgain = time.nanos() + Duration.ofSeconds(60).toNanos();
        script.always(user -> time.nanos() < aliveAgain ? UNANSWERED : DELETED);

        assertThat(send(rows(8)).rows()).hasSize(8);

        assertThat(journal.note).isEmpty();
    }

    @Test
    void tooLargeAShareOfFailuresStopsTheRun() {
        limits = new StopLimits(20, 10, 0);
        script.always(user -> Integer.parseInt(user.substring(4)) % 3 == 0 ? REFUSED : DELETED);
        Sent result = send(rows(100));
        assertThat(result.calls()).isBetween(10L, 15L);
        assertThat(stop.reason().orElseThrow().text())
                .contains("failed-percent")
                .endsWith("code 50001 most often (Look at 50001.)");
    }

    @Test
    void oneCodeOverAndOverStopsTheRun() {
        limits = new StopLimits(Double.POSITIVE_INFINITY, 0, 7);
        script.always(user -> REFUSED);
        Sent result = send(rows(100));
        assertThat(result.calls()).isEqualTo(7);
        assertThat(stop.reason().orElseThrow().text())
                .contains("same-code-in-a-row")
                .endsWith("no such user (Look at 50001.)");
    }

    @Test
    void aSuccessInBetweenBreaksTheRowOfOneCode() {
        limits = new StopLimits(Double.POSITIVE_INFINITY, 0, 7);
        script.always(user -> user.endsWith("5") ? DELETED : REFUSED);
        assertThat(send(rows(30)).calls()).isEqualTo(12);
        assertThat(stop.requested()).isTrue();
    }

    @Test
    void rulesThatAreOffStopNothing() {
        limits = new StopLimits(Double.POSITIVE_INFINITY, 0, 0);
        script.always(user -> REFUSED);
        assertThat(send(rows(100)).rows()).hasSize(100);
        assertThat(stop.requested()).isFalse();
    }

    @Test
    void backOffDoublesUpToItsCap() {
        RetryPolicy policy = new RetryPolicy(9, Duration.ofSeconds(1), Duration.ofSeconds(60));
        Random longest = new Random() {
            private static final long serialVersionUID = 1L;

            @Override
            public long nextLong(long bound) {
                return bound - 1;
            }
        };
        assertThat(IntStream.of(1, 2, 3, 7, 100).mapToObj(attempt -> policy.delayAfter(attempt, longest)))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60));
    }

    @Test
    void noRowLeavesThatIsNotNotedAndNoMoreAreNotedThanMayBeInFlight() {
        script.always(user -> {
            assertThat(journal.note).contains(Long.parseLong(user.substring(4)));
            return DELETED;
        });
        assertThat(send(rows(500)).rows()).hasSize(500);
        assertThat(journal.largestNote).isBetween(2, SHARE);
        assertThat(journal.note).isEmpty();
    }

    @Test
    void oneOfSeveralSendersHasTheRoomOfAllAndGivesItBack() {
        InFlightLimit limit = new InFlightLimit(SHARE);
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        for (int user = 1; user < SHARE; user++) {
            script.answerLater("user" + user, late);
        }
        script.onCall("user" + SHARE, () -> late.complete(DELETED));
        sendAndDrain(new Sender(lane(pacer()), limit, 4, journal), rows(100));
        assertThat(journal.sent().rows()).hasSize(100);
        assertThat(journal.largestNote).isEqualTo(SHARE);
        assertThat(limit.takeSome(100)).isEqualTo(SHARE);
    }

    @Test
    void aRowThatFindsNoRoomWaitsUntilOthersHaveBeenRecorded() {
        InFlightLimit limit = new InFlightLimit(SHARE);
        assertThat(limit.take(SHARE)).isTrue();
        CompletableFuture<Sent> sent = CompletableFuture.supplyAsync(() -> {
            sendAndDrain(new Sender(lane(pacer()), limit, 4, journal), rows(5));
            return journal.sent();
        });
        assertThat(sent).isNotDone();
        limit.give(2);
        assertThat(sent.join().rows()).hasSize(5);
        assertThat(journal.largestNote).isLessThanOrEqualTo(2);
    }

    @Test
    void whatIsRecordedIsNoLongerNotedAndWhatIsInFlightStaysNoted() {
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        script.answerLater("user1", late);
        script.onCall("user50", () -> {
            assertThat(journal.note).contains(1L).doesNotContain(2L);
            late.complete(DELETED);
        });
        assertThat(send(rows(50)).rows()).extracting(RowResult::row).hasSize(50).contains(1L);
    }

    @Test
    void aFastLaneRecordsSeldomAndASlowOneNotesLittleAhead() {
        send(rows(1_000));
        int records = journal.records;
        journal = new JournalInMemory();
        rate = 20;
        send(rows(100));
        assertThat(records).isLessThan(1_000 / (SHARE / 2) + 10);
        assertThat(journal.largestNote).isLessThanOrEqualTo(2);
    }

    @Test
    void whatHasBeenAnsweredIsRecordedWhileTheLaneIsPaused() {
        TokenBucketPacer pacer = pacer();
        script.onCall("user20", pacer::pause);
        time.onSleep(() -> {
            if (journal.sent.size() >= 20 && journal.note.size() <= SHARE / 2) {
                pacer.resume();
            }
        });
        assertThat(send(rows(40), pacer).rows()).hasSize(40);
    }

    @Test
    void rowsThatWereNotAnsweredDoNotKeepTheOthersBackOnceTheProviderLives() {
        rate = 200;
        script.always(user -> user.endsWith("3") ? UNANSWERED : DELETED);
        Sent result = send(rows(SHARE * 20));
        assertThat(states(result)).hasSize(SHARE * 20).containsOnly(RowState.DELETED, RowState.WAITING);
        assertThat(result.rows())
                .filteredOn(row -> row.state() == RowState.WAITING)
                .hasSize(SHARE * 2)
                .allMatch(row -> row.row() % 10 == 3);
    }

    private Sent send(List<Row> rows) {
        return send(rows, pacer());
    }

    private TokenBucketPacer pacer() {
        return new TokenBucketPacer(rate, false, new HaltingTime());
    }

    private Sent send(List<Row> rows, TokenBucketPacer pacer) {
        sendAndDrain(new Sender(lane(pacer), new InFlightLimit(SHARE), 1, journal), rows);
        return journal.sent();
    }

    private void sendAndDrain(Sender sender, List<Row> rows) {
        sender.send(rows);
        sender.drain();
    }

    private Lane lane(TokenBucketPacer pacer) {
        return new Lane(
                script,
                pacer,
                new RetryPolicy(maxAttempts, Duration.ofSeconds(1), Duration.ofSeconds(60)),
                new StopRules(limits, stop, code -> "Look at " + code + "."),
                Duration.ofMinutes(30),
                stop,
                new HaltingTime(),
                new SteadyClock(() -> NOW, () -> 0),
                new Random(1));
    }

    /** What a sender has made known in all. */
    private record Sent(List<RowResult> rows, long calls, long retries, long throttled) {}

    /** Keeps what it is told. */
    private static final class JournalInMemory implements Journal {
        private final List<RowResult> sent = new ArrayList<>();
        private CallCounts calls = CallCounts.NONE;
        private List<Long> note = List.of();
        private int records;
        private int largestNote;
        /** How often a record fails, from the second on. */
        private int failures;

        private Runnable atFailure = () -> {};

        void failWith(Runnable action) {
            failures = 1;
            atFailure = action;
        }

        @Override
        public void record(List<RowResult> results, CallCounts made, List<Long> noted) {
            if (failures > 0 && records > 0) {
                failures--;
                atFailure.run();
                throw new IllegalStateException("the disk is full");
            }
            sent.addAll(results);
            calls = calls.plus(made);
            note = noted;
            records++;
            largestNote = Math.max(largestNote, noted.size());
        }

        Sent sent() {
            Sent all = new Sent(List.copyOf(sent), calls.total(), calls.retries(), calls.throttled());
            sent.clear();
            calls = CallCounts.NONE;
            return all;
        }
    }

    private static List<Row> rows(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> row(i, 0)).toList();
    }

    private static Row row(int number, int attempts) {
        return new Row(
                number,
                number,
                new Conversation("user" + number, "peer", ConversationType.ONE_TO_ONE, false),
                attempts,
                attempts > 0 ? "timeout" : null);
    }

    private static List<RowState> states(Sent result) {
        return result.rows().stream().map(RowResult::state).toList();
    }

    /** Virtual time whose waits the switch calls off. */
    private final class HaltingTime implements io.conversationcleanup.model.MonotonicTime {
        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public Wait sleep(long nanos) {
            return stop.requested() ? Wait.CALLED_OFF : time.sleep(nanos);
        }
    }

    /** Is complete once somebody has waited in vain. */
    private static final class FailsAfterTheFirstWait extends CompletableFuture<Optional<Outcome>> {
        private final Outcome failure;

        FailsAfterTheFirstWait(Outcome failure) {
            this.failure = failure;
        }

        @Override
        public Optional<Outcome> get(long time, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
            if (isDone()) {
                return super.get(time, unit);
            }
            complete(Optional.of(failure));
            throw new TimeoutException();
        }
    }

    /** Answers at once as told, by user; "deleted" where nothing was told. */
    private final class Script implements ConversationProvider {
        private long reachableAt = Long.MIN_VALUE;
        private Outcome unready = UNCONNECTED;
        private int attemptsToConnect;
        private boolean failsBetweenWaits;
        private final List<String> calls = new ArrayList<>();
        private final Map<String, Deque<Outcome>> answers = new HashMap<>();
        private final Map<String, CompletableFuture<Outcome>> later = new HashMap<>();
        private final Map<String, Runnable> hooks = new HashMap<>();
        private Function<String, Outcome> otherwise = user -> DELETED;

        void answer(String user, Outcome... outcomes) {
            answers.put(user, new ArrayDeque<>(List.of(outcomes)));
        }

        void answerLater(String user, CompletableFuture<Outcome> outcome) {
            later.put(user, outcome);
        }

        void onCall(String user, Runnable hook) {
            hooks.put(user, hook);
        }

        void always(Function<String, Outcome> outcome) {
            otherwise = outcome;
        }

        void unreachableUntil(long nanos) {
            reachableAt = nanos;
        }

        @Override
        public CompletionStage<Optional<Outcome>> ready() {
            if (time.nanos() >= reachableAt) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            attemptsToConnect++;
            if (failsBetweenWaits) {
                return new FailsAfterTheFirstWait(unready);
            }
            return CompletableFuture.completedFuture(Optional.of(unready));
        }

        @Override
        public CompletionStage<Outcome> delete(Conversation conversation) {
            String user = conversation.user();
            calls.add(user);
            hooks.getOrDefault(user, () -> {}).run();
            if (later.containsKey(user)) {
                return later.get(user);
            }
            Deque<Outcome> told = answers.getOrDefault(user, new ArrayDeque<>());
            return CompletableFuture.completedFuture(told.isEmpty() ? otherwise.apply(user) : told.remove());
        }
    }
}
