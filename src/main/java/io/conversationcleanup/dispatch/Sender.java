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
 * Sends rows and records their results. Not thread-safe; each thread has one.
 *
 * <p>It keeps rows in flight, as many as there is room for. Rows are noted in the journal in small batches before they leave,
 * together with the results that have come in since: one record serves both, and a crash leaves no more than fits the room in
 * doubt. A batch is what leaves in a few hundredths of a second: a slow lane notes little ahead, a fast one records seldom.
 *
 * <ol>
 *   <li>A row that the provider throttled, or whose signature it refused, leaves again and costs no attempt.
 *   <li>A row whose call got no usable answer is undecided until it shows whether the provider had an outage; if so it leaves
 *       again and costs no attempt, otherwise the attempt counts.
 *   <li>When the run stops nothing more leaves; what is in flight is still waited for. Rows that have not left get no result;
 *       those of them with a call that got no answer stay noted.
 * </ol>
 */
public final class Sender {

    /**
     * How often one row may be signed anew. Once or twice happens when a signature expires; calls that succeed in between
     * make each refusal look like the first, so that a row that is always refused would be sent again and again.
     */
    private static final int MOST_RENEWALS = 2;

    private final Lane lane;
    private final InFlightLimit limit;
    private final Notebook notebook;
    private final Departures departures;
    private final UndecidedRows undecided;
    private final Deque<Row> waiting = new ArrayDeque<>();
    private boolean idle;
    private boolean draining;

    /**
     * A sender on this lane.
     *
     * @param limit for the rows noted and not yet recorded, its own and those of the other senders
     * @param senders how many share the limit
     */
    public Sender(Lane lane, InFlightLimit limit, int senders, Journal journal) {
        this.lane = lane;
        this.limit = limit;
        this.notebook = new Notebook(lane, limit, journal);
        this.departures = new Departures(lane, limit, notebook, this::handle, Math.max(1, limit.most() / senders / 2));
        this.undecided = new UndecidedRows(lane.breaker, limit, departures);
    }

    /**
     * Sends the rows, and returns when all of them have left: their results are recorded while later ones are sent, so that
     * the slowest answer keeps no other row waiting. {@link #drain} must follow in the end.
     */
    public void send(List<? extends Row> rows) {
        waiting.addAll(rows);
        work(() -> !waiting.isEmpty() || departures.hasQueued());
    }

    /** Returns when each row has been answered and recorded, or the run has stopped. */
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
            // What has been learnt is not put off until the next batch leaves, for that may take long.
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
     * Notes the next batch if the last one has left and there is room for another: for a whole one, or for what fits if no
     * answers come that would make room. While an outage lasts, rows that got no answer in it do not count as part of the
     * last batch: if one of them is its cause, the outage ends only with another row.
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

    /** Nothing more leaves; what is in flight is answered and recorded. */
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
                // The lane has stopped; the row stays as it was, so that a later start sends it again.
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
            // The row stays as it was, like one that was denied at once.
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
