package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.Row;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.quota.Permit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes calls for a sender's queued rows, a batch at a time, and takes in their answers. Not thread-safe. */
final class Departures {

    /** How long answers may lie here unrecorded while a permit, a connection or the end of an outage is awaited. */
    static final long SLICE = Duration.ofMillis(50).toNanos();

    /** A batch that leaves in less is followed by a larger one. */
    private static final long QUICK_BATCH = Duration.ofMillis(10).toNanos();
    /** A batch that takes longer is followed by a smaller one. */
    private static final long SLOW_BATCH = Duration.ofMillis(40).toNanos();

    private final Lane lane;
    private final InFlightLimit limit;
    private final Notebook notebook;
    private final Consumer<Answer> handler;
    private final int largestBatch;
    private final Deque<Attempt> queued = new ArrayDeque<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private int batch = 1;
    private int inFlight;

    /**
     * A noted row that may leave. Immutable.
     *
     * @param calledBefore whether a call has been made for it, in this start or an earlier one
     * @param renewals how often it has been signed anew
     * @param outages in how many outages it got no answer
     * @param latestOutage the number of the last of them
     */
    record Attempt(Row row, boolean calledBefore, int renewals, int outages, long latestOutage) {

        Attempt again(int renewalsNow) {
            return new Attempt(row, true, renewalsNow, outages, latestOutage);
        }

        Attempt afterOutage(long outage) {
            return new Attempt(row, true, renewals, outage == latestOutage ? outages : outages + 1, outage);
        }
    }

    /**
     * What a call did. Immutable. Times are nanoseconds on the lane's clock.
     *
     * @param outagesOverAtDeparture see {@link CircuitBreaker#outagesOver}
     * @param departedAt when the call left
     * @param at when it was answered, or it showed that no answer comes
     */
    record Answer(Attempt attempt, Outcome outcome, long outagesOverAtDeparture, long departedAt, long at) {

        Row row() {
            return attempt.row();
        }
    }

    /**
     * No row is queued yet.
     *
     * @param handler receives each answer, on the thread that asks for answers
     * @param largestBatch the most rows that are noted at once
     */
    Departures(Lane lane, InFlightLimit limit, Notebook notebook, Consumer<Answer> handler, int largestBatch) {
        this.lane = lane;
        this.limit = limit;
        this.notebook = notebook;
        this.handler = handler;
        this.largestBatch = largestBatch;
    }

    /** How many rows the next batch should have: as many as leave in a few hundredths of a second. */
    int batch() {
        return batch;
    }

    int inFlight() {
        return inFlight;
    }

    boolean hasQueued() {
        return !queued.isEmpty();
    }

    /** Whether a row is queued that has got an answer whenever there was no outage. */
    boolean hasQueuedWithoutOutage() {
        return queued.stream().anyMatch(attempt -> attempt.outages() == 0);
    }

    void queue(Attempt attempt) {
        queued.add(attempt);
    }

    /** Queues the next rows, so many, ahead of those that are queued. */
    void queueFirst(Deque<Row> rows, int count) {
        int earlier = queued.size();
        for (int i = 0; i < count; i++) {
            Row row = rows.remove();
            notebook.note(row);
            queued.add(new Attempt(row, row.attempts() > 0, 0, 0, 0));
        }
        for (int i = 0; i < earlier; i++) {
            queued.add(queued.remove());
        }
    }

    void clearQueue() {
        queued.clear();
    }

    /** Makes calls as long as they can leave, and returns whether any has left. */
    boolean send() {
        if (queued.isEmpty() || !lane.awaitTurn(SLICE)) {
            return false;
        }
        boolean left = false;
        try {
            long begun = lane.time.nanos();
            int size = queued.size();
            for (Optional<Permit> permit = permit(); permit.isPresent(); permit = permit()) {
                depart(queued.remove(), permit.get());
                left = true;
                takeAnswers(0);
            }
            resize(size, lane.time.nanos() - begun);
        } finally {
            lane.endTurn();
        }
        return left;
    }

    private void resize(int sent, long nanos) {
        if (nanos > SLOW_BATCH || !queued.isEmpty()) {
            batch = Math.max(1, batch / 2);
        } else if (nanos < QUICK_BATCH && sent >= batch) {
            batch = Math.min(largestBatch, batch * 2);
        }
    }

    private Optional<Permit> permit() {
        return queued.isEmpty() ? Optional.empty() : lane.awaitLeave(SLICE);
    }

    private void depart(Attempt attempt, Permit permit) {
        Row row = attempt.row();
        long outagesOver = lane.breaker.outagesOver();
        notebook.called(attempt.calledBefore());
        CompletionStage<Outcome> call = lane.provider.delete(row.conversation());
        inFlight++;
        limit.underWay(1);
        call.whenComplete((outcome, bug) -> {
            Outcome known = outcome != null ? outcome : Lane.broken(bug);
            try {
                lane.observe(row, permit, known);
            } finally {
                // The thread that waits for it gets its answer even if that failed.
                answers.add(new Answer(attempt, known, outagesOver, permit.departedAt(), lane.time.nanos()));
            }
        });
    }

    /**
     * Handles the answers that are there, and waits for one if there is none.
     *
     * @param nanos for how long at most, in nanoseconds
     * @return how many there were
     */
    int takeAnswers(long nanos) {
        int taken = 0;
        for (Answer answer = next(nanos); answer != null; answer = answers.poll()) {
            inFlight--;
            limit.underWay(-1);
            handler.accept(answer);
            taken++;
        }
        return taken;
    }

    private @Nullable Answer next(long nanos) {
        if (nanos == 0 || inFlight == 0) {
            return answers.poll();
        }
        try {
            return answers.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // See StopSwitch.SystemTime.
            Thread.currentThread().interrupt();
            return answers.poll();
        }
    }
}
