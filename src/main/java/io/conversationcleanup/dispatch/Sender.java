package io.conversationcleanup.dispatch;

import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.quota.MonotonicTime;
import io.conversationcleanup.quota.Permit;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Sends one batch of rows at a time: each call waits for its permit, the calls of the batch are in flight together, and the
 * batch ends when each has been answered. Not thread-safe; each thread has one.
 *
 * <ol>
 *   <li>Rows that the provider throttled, or whose signature it refused, go back into the batch and cost no attempt.
 *   <li>Rows whose call got no usable answer are set aside until all others are answered; by then it shows whether the
 *       provider had an outage. If so they go back and cost no attempt, otherwise the attempt counts.
 *   <li>When the run halts nothing more leaves; what is in flight is still waited for. Rows that have not left are simply
 *       not among the results.
 * </ol>
 */
public final class Sender {

    /**
     * How often one row may be signed anew. Once or twice happens when a signature expires; calls that succeed in between
     * make each refusal look like the first, so that a row that is refused for ever would be sent for as long as they go on.
     */
    private static final int MOST_RENEWALS = 2;

    private final Lane lane;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Deque<Entry> toSend = new ArrayDeque<>();
    private final List<Answer> aside = new ArrayList<>();
    private final List<RowResult> results = new ArrayList<>();
    private int inFlight;
    private long calls;
    private long retries;
    private long throttled;

    /** A sender on this lane. */
    public Sender(Lane lane) {
        this.lane = lane;
    }

    private record Entry(SendRow row, boolean calledBefore, int renewals) {}

    private record Answer(SendRow row, Outcome outcome, long outagesOverAtDeparture, int renewals) {}

    /** Sends the rows and waits until each call has been answered or given up. */
    public BatchResult send(List<SendRow> rows) {
        reset();
        rows.forEach(row -> toSend.add(new Entry(row, row.attempts() > 0, 0)));
        while (true) {
            sendAll();
            if (inFlight > 0) {
                handle(awaitAnswer());
            } else if (aside.isEmpty()) {
                return new BatchResult(results, calls, retries, throttled);
            } else {
                judgeThoseSetAside();
            }
        }
    }

    private void sendAll() {
        if (toSend.isEmpty()) {
            return;
        }
        lane.turn.lock();
        try {
            while (!toSend.isEmpty() && !lane.halt.requested()) {
                sendNext();
                handleAnswersThatAreThere();
            }
        } finally {
            lane.turn.unlock();
        }
    }

    private void reset() {
        toSend.clear();
        results.clear();
        calls = 0;
        retries = 0;
        throttled = 0;
    }

    private void sendNext() {
        if (lane.gate.enter() == MonotonicTime.Wait.CALLED_OFF) {
            return;
        }
        Optional<Permit> permit = lane.pacer.acquire();
        // The run may have halted during the wait: an answer that denies everything lets nothing more leave.
        if (permit.isEmpty() || lane.halt.requested()) {
            return;
        }
        Entry entry = toSend.remove();
        SendRow row = entry.row();
        long outagesOver = lane.gate.outagesOver();
        inFlight++;
        calls++;
        retries += entry.calledBefore() ? 1 : 0;
        lane.provider.delete(row.conversation()).whenComplete((outcome, bug) -> {
            Outcome known = outcome != null ? outcome : broken(bug);
            lane.observe(row.row(), permit.get(), known);
            answers.add(new Answer(row, known, outagesOver, entry.renewals()));
        });
    }

    /** A provider completes normally whatever the network does, so this is a fault of the program: stop and say so. */
    private static Outcome broken(Throwable bug) {
        return new Outcome.Denied("internal", "the program failed while it made a call: " + bug);
    }

    private void handleAnswersThatAreThere() {
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            handle(answer);
        }
    }

    private Answer awaitAnswer() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answers.take();
                } catch (InterruptedException e) {
                    // A call in flight is answered or times out soon, and its outcome must not be lost.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void handle(Answer answer) {
        inFlight--;
        Outcome outcome = answer.outcome();
        if (outcome instanceof Outcome.Unavailable || outcome instanceof Outcome.Unknown) {
            aside.add(answer);
            return;
        }
        switch (outcome.disposition()) {
            case SETTLE -> {
                lane.rules.succeeded();
                finish(answer, settled(outcome));
            }
            case FAIL -> {
                lane.rules.refused(outcome.code(), outcome.message());
                lane.rules.failed();
                finish(answer, RowResult.Kind.FAILED);
            }
            case RETRY -> retry(answer);
            case WAIT -> sendAgain(answer);
            case ABORT -> {
                // The lane has halted; the row stays as it was, so that a later start sends it again.
            }
        }
    }

    private void sendAgain(Answer answer) {
        int renewals = answer.renewals();
        if (answer.outcome() instanceof Outcome.Throttled) {
            throttled++;
        } else if (++renewals > MOST_RENEWALS) {
            lane.deny(answer.outcome());
            return;
        }
        toSend.add(new Entry(answer.row(), true, renewals));
    }

    private static RowResult.Kind settled(Outcome outcome) {
        return outcome instanceof Outcome.AlreadyGone ? RowResult.Kind.ALREADY_GONE : RowResult.Kind.DELETED;
    }

    private void judgeThoseSetAside() {
        for (Answer answer : aside) {
            if (answer.outcome() instanceof Outcome.Unavailable
                    || lane.gate.outageSince(answer.outagesOverAtDeparture())) {
                toSend.add(new Entry(answer.row(), true, answer.renewals()));
            } else {
                retry(answer);
            }
        }
        aside.clear();
    }

    private void retry(Answer answer) {
        boolean unexpected = answer.outcome() instanceof Outcome.Unexpected;
        if (answer.outcome() instanceof Outcome.Unexpected last
                && last.atLast() == Outcome.Unexpected.AtLast.ABORT_RUN
                && answer.row().attempts() + 1 >= RetryPolicy.UNEXPECTED_ATTEMPTS) {
            // The row stays as it was, like one that was denied at once.
            lane.deny(answer.outcome());
            return;
        }
        int attempts = answer.row().attempts() + 1;
        if (unexpected) {
            lane.rules.refused(answer.outcome().code(), answer.outcome().message());
        }
        if (attempts < (unexpected ? RetryPolicy.UNEXPECTED_ATTEMPTS : lane.retry.maxAttempts())) {
            finish(answer, RowResult.Kind.DUE_AGAIN);
        } else {
            lane.rules.failed();
            finish(answer, unexpected ? RowResult.Kind.FAILED : RowResult.Kind.GIVEN_UP);
        }
    }

    private void finish(Answer answer, RowResult.Kind kind) {
        int attempts = answer.row().attempts() + 1;
        Instant now = lane.clock.instant();
        Instant dueAt =
                kind == RowResult.Kind.DUE_AGAIN ? now.plus(lane.retry.delayAfter(attempts, lane.random)) : null;
        Outcome outcome = answer.outcome();
        results.add(new RowResult(answer.row().row(), kind, outcome.code(), outcome.message(), attempts, now, dueAt));
    }
}
