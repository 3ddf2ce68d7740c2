package io.conversationcleanup.dispatch;

import io.conversationcleanup.dispatch.Departures.Answer;
import io.conversationcleanup.model.RetryPolicy;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.provider.Outcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Sends rows and records their results. Not thread-safe; one for each thread.
 *
 * <p>Rows are noted in small batches before they leave. The same record stores new results, so a crash leaves at most
 * the rows of the limit in doubt. Batches adapt to the rate: a slow lane notes little ahead, a fast one records seldom.
 * <ol>
 *   <li>A throttled row, or one whose signature was refused, is sent again and loses no attempt.
 *   <li>A row without a usable answer is undecided until it is known whether there was an outage. After an outage it is
 *       sent again and loses no attempt; otherwise the attempt counts.
 *   <li>After a stop no call leaves, and calls in flight are awaited. Rows that have not left get no result; those with
 *       an unanswered call stay noted.
 * </ol>
 */
public final class Sender {

    /** Stops a row that is always refused; while other calls succeed, each refusal looks like the first. */
    private static final int MOST_RENEWALS = 2;

    private final Lane lane;
    private final InFlightLimit limit;
    private final Notebook notebook;
    private final Departures departures;
    private final UndecidedRows undecided;
    private final Deque<Row> waiting = new ArrayDeque<>();
    private boolean idle;
    private boolean draining;

    public Sender(Lane lane, InFlightLimit limit, int senders, Journal journal) {
        this.lane = lane;
        this.limit = limit;
        this.notebook = new Notebook(lane, limit, journal);
        this.departures = new Departures(lane, limit, notebook, this::handle, Math.max(1, limit.most() / senders / 2));
        this.undecided = new UndecidedRows(lane.breaker, limit, departures);
    }

    /** Sends the rows and returns when all have left; results may follow, so end with {@link #drain}. */
    public void send(List<? extends Row> rows) {
        waiting.addAll(rows);
        work(() -> !waiting.isEmpty() || departures.hasQueued());
    }

    /** Returns when each row is answered and recorded, or the run has stopped. */
    public void drain() {
        draining = true;
        work(notebook::hasUnrecorded);
        draining = false;
        if (notebook.hasReleasable()) {
            notebook.record();
        }
    }

    private void work(BooleanSupplier more) {
        try {
            while (more.getAsBoolean() && !lane.stop.requested()) {
                proceed();
            }
            if (lane.stop.requested()) {
                end();
            }
        } catch (RuntimeException e) {
            lane.stop.request(StopCause.FAULT, "the program failed while it was sending");
            try {
                end();
            } catch (RuntimeException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
    }

    private void proceed() {
        noteNext();
        if (!departures.send()) {
            // Record now, because the next batch may take long to leave.
            boolean heldBack = departures.hasQueued();
            idle = departures.takeAnswers(heldBack ? 0 : Departures.SLICE) == 0;
            if ((idle || heldBack) && (notebook.hasResults() || notebook.hasThrottled())) {
                notebook.record();
            }
            if (departures.inFlight() == 0 && !heldBack && !waiting.isEmpty() && !notebook.hasReleasable()) {
                limit.awaitRoom(Departures.SLICE);
            }
        }
        undecided.decide(draining).forEach(this::retry);
    }

    /**
     * Notes the next batch, or part of one if no answers arrive to make room. During an outage, rows without an answer
     * do not block it: if one of them is the cause, only another row can end the outage.
     */
    private void noteNext() {
        boolean outage = lane.breaker.outage().isPresent();
        if (outage ? departures.hasQueuedWithoutOutage() : departures.hasQueued()) {
            return;
        }
        int size = notebook.reserve(Math.min(departures.batch(), waiting.size()), idle);
        if (size > 0) {
            departures.queueFirst(waiting, size);
            notebook.record();
        }
    }

    private void end() {
        waiting.clear();
        departures.clearQueue();
        while (departures.inFlight() > 0) {
            if (departures.takeAnswers(Departures.SLICE) == 0 && notebook.hasResults()) {
                notebook.record();
            }
            departures.clearQueue();
        }
        undecided.decide(draining).forEach(this::retry);
        departures.clearQueue();
        notebook.keepUnanswered();
        notebook.record();
    }

    private void handle(Answer answer) {
        Outcome outcome = answer.outcome();
        switch (outcome.kind()) {
            case DELETED -> succeed(answer, RowState.DELETED);
            case ALREADY_GONE -> succeed(answer, RowState.ALREADY_GONE);
            case REFUSED -> {
                lane.rules.refused(outcome.code(), outcome.message());
                lane.rules.failed(outcome.code());
                finish(answer, RowState.FAILED);
            }
            case BUSY, UNEXPECTED -> retry(answer);
            case THROTTLED -> {
                notebook.throttled();
                departures.queue(answer.attempt().again(answer.attempt().renewals()));
            }
            case SIGNED_ANEW -> sendSignedAnew(answer);
            case UNAVAILABLE -> undecided.add(answer);
            case UNKNOWN -> {
                undecided.add(answer);
                notebook.unanswered(answer.row());
            }
            case DENIED -> {
                // The lane has stopped. The row keeps its state, so a later start sends it again.
            }
        }
    }

    private void succeed(Answer answer, RowState state) {
        lane.rules.succeeded();
        finish(answer, state);
    }

    private void sendSignedAnew(Answer answer) {
        int renewals = answer.attempt().renewals() + 1;
        if (renewals > MOST_RENEWALS) {
            lane.deny(answer.outcome());
        } else {
            departures.queue(answer.attempt().again(renewals));
        }
    }

    private void retry(Answer answer) {
        Outcome outcome = answer.outcome();
        boolean unexpected = outcome.kind() == Outcome.Kind.UNEXPECTED;
        int most = unexpected ? RetryPolicy.UNEXPECTED_ATTEMPTS : lane.retry.maxAttempts();
        boolean attemptsLeft = answer.row().attempts() + 1 < most;
        if (!attemptsLeft && outcome.atLast() == Outcome.AtLast.ABORT_RUN) {
            // The row keeps its state, as after DENIED.
            lane.deny(outcome);
            return;
        }
        if (unexpected) {
            lane.rules.refused(outcome.code(), outcome.message());
        }
        if (attemptsLeft) {
            finish(answer, RowState.WAITING);
        } else {
            lane.rules.failed(outcome.code());
            finish(answer, unexpected ? RowState.FAILED : RowState.RETRYABLE);
        }
    }

    private void finish(Answer answer, RowState state) {
        int attempts = answer.row().attempts() + 1;
        Instant dueAt = state == RowState.WAITING
                ? lane.clock.instant().plus(lane.retry.delayAfter(attempts, lane.random))
                : null;
        Instant now = lane.clock.wall().instant();
        Outcome outcome = answer.outcome();
        notebook.finish(
                new RowResult(answer.row().number(), state, outcome.code(), outcome.message(), attempts, now, dueAt));
    }
}
