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

/** Sends a sender's queued rows in batches and takes in their answers. Not thread-safe. */
final class Departures {

    /** The longest time that answers wait unrecorded during a wait to send. */
    static final long SLICE = Duration.ofMillis(50).toNanos();

    /** A faster batch is followed by a larger one, a batch slower than SLOW_BATCH by a smaller one. */
    private static final long QUICK_BATCH = Duration.ofMillis(10).toNanos();

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
     * @param calledBefore whether this or an earlier start made a call for it
     * @param renewals how often it was signed again
     * @param outages the number of outages in which it got no answer
     */
    record Attempt(Row row, boolean calledBefore, int renewals, int outages, long latestOutage) {

        Attempt again(int renewalsNow) {
            return new Attempt(row, true, renewalsNow, outages, latestOutage);
        }

        Attempt afterOutage(long outage) {
            return new Attempt(row, true, renewals, outage == latestOutage ? outages : outages + 1, outage);
        }
    }

    /** The result of a call. Immutable. Times are nanoseconds on the lane's clock. */
    record Answer(Attempt attempt, Outcome outcome, long outagesOverAtDeparture, long departedAt, long at) {

        Row row() {
            return attempt.row();
        }
    }

    Departures(Lane lane, InFlightLimit limit, Notebook notebook, Consumer<Answer> handler, int largestBatch) {
        this.lane = lane;
        this.limit = limit;
        this.notebook = notebook;
        this.handler = handler;
        this.largestBatch = largestBatch;
    }

    /** The size of the next batch: about as many rows as leave in 10 to 40 ms. */
    int batch() {
        return batch;
    }

    int inFlight() {
        return inFlight;
    }

    boolean hasQueued() {
        return !queued.isEmpty();
    }

    /** Whether a queued row has not yet lost its answer to an outage. */
    boolean hasQueuedWithoutOutage() {
        return queued.stream().anyMatch(attempt -> attempt.outages() == 0);
    }

    void queue(Attempt attempt) {
        queued.add(attempt);
    }

    /** Notes rows and puts them at the front of the queue. */
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

    /** Sends while calls can leave; returns whether any has left. */
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
                // The waiting thread gets its answer even if observe fails.
                answers.add(new Answer(attempt, known, outagesOver, permit.departedAt(), lane.time.nanos()));
            }
        });
    }

    /** Handles the available answers, or waits for one; returns how many there were. */
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
