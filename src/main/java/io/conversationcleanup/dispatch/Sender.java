package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RetryPolicy;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowResult;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.provider.Outcome;
import io.conversationcleanup.quota.Permit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows and learns what they come to. Not thread-safe; each thread has one.
 *
 * <p>It keeps rows in flight, as many as there is room for. Rows are noted in the journal in small batches before they leave, together
 * with the outcomes that have come in since: one record serves both, and a crash leaves no more than fits the room in doubt. A
 * batch is as large as what leaves in a few hundredths of a second, so that a slow lane notes little ahead and a fast one
 * records seldom.
 *
 * <ol>
 *   <li>A row that the provider throttled, or whose signature it refused, leaves again and costs no attempt.
 *   <li>A row whose call got no usable answer is set aside until it shows whether the provider had an outage; if so it leaves
 *       again and costs no attempt, otherwise the attempt counts.
 *   <li>When the run halts nothing more leaves; what is in flight is still waited for. Rows that have not left simply get no
 *       result; those of them with a call that got no answer stay noted.
 * </ol>
 */
public final class Sender {

    /** How long answers may lie here unrecorded while a permit, a connection or the end of an outage is awaited. */
    private static final long SLICE = Duration.ofMillis(50).toNanos();
    /** A batch that leaves in less is made larger, one that takes longer than the other smaller. */
    private static final long QUICK_BATCH = Duration.ofMillis(10).toNanos();

    private static final long SLOW_BATCH = Duration.ofMillis(40).toNanos();

    /**
     * How often one row may be signed anew. Once or twice happens when a signature expires; calls that succeed in between
     * make each refusal look like the first, so that a row that is refused for ever would be sent for as long as they go on.
     */
    private static final int MOST_RENEWALS = 2;
    /** In how many outages a row may get no answer and lose no attempt. */
    private static final int MOST_OUTAGES = 3;

    private final Lane lane;
    private final InFlight room;
    private final int largestBatch;
    private final BlockingQueue<SendAnswer> answers = new LinkedBlockingQueue<>();
    private final Deque<Row> waiting = new ArrayDeque<>();
    private final Deque<SendEntry> noted = new ArrayDeque<>();
    /** The rows that are noted and have come to nothing yet. */
    private final Set<Long> open = new LinkedHashSet<>();
    /** Those of them with a call of which nobody knows whether it happened. */
    private final Set<Long> unanswered = new HashSet<>();

    private final List<SendAnswer> aside = new ArrayList<>();
    private List<RowResult> results = new ArrayList<>();
    private int batch = 1;
    /** Rows that have an outcome, and whose note has not been ended by a record yet. */
    private int finished;

    private int inFlight;
    private boolean quiet;
    private boolean draining;
    private long calls;
    private long retries;
    private long throttled;

    /**
     * A sender on this lane.
     *
     * @param room for the rows noted and not yet recorded, its own and those of the other senders
     * @param senders how many share the room
     */
    public Sender(Lane lane, InFlight room, int senders) {
        this.lane = lane;
        this.room = room;
        this.largestBatch = Math.max(1, room.most() / senders / 2);
    }

    /**
     * Sends the rows, and returns when all of them have left: what they come to is learnt and recorded while later ones are
     * sent, so that the slowest answer keeps no other row waiting. {@link #drain} must follow in the end.
     */
    public void send(List<? extends Row> rows, SendJournal journal) {
        waiting.addAll(rows);
        work(journal, () -> !waiting.isEmpty() || !noted.isEmpty());
    }

    /** Returns when each row has been answered and recorded, or the run has halted. */
    public void drain(SendJournal journal) {
        draining = true;
        work(journal, () -> !open.isEmpty());
        draining = false;
        if (finished > 0) {
            record(journal);
        }
    }

    private void work(SendJournal journal, BooleanSupplier more) {
        try {
            while (more.getAsBoolean() && !lane.halt.requested()) {
                proceed(journal);
            }
            if (lane.halt.requested()) {
                end(journal);
            }
        } catch (RuntimeException e) {
            endAfter(e, journal);
            throw e;
        }
    }

    private void proceed(SendJournal journal) {
        noteNext(journal);
        if (!sendNoted()) {
            // What has been learnt is not put off until the next batch leaves, for that may take long.
            boolean heldBack = !noted.isEmpty();
            quiet = handleAnswers(heldBack ? 0 : SLICE) == 0;
            if ((quiet || heldBack) && (!results.isEmpty() || throttled > 0)) {
                record(journal);
            }
            if (inFlight == 0 && !heldBack && !waiting.isEmpty() && finished == 0) {
                room.awaitRoom(SLICE);
            }
        }
        judgeThoseSetAside();
    }

    /** Nothing more leaves; what is in flight is answered and recorded. */
    private void end(SendJournal journal) {
        waiting.clear();
        noted.clear();
        while (inFlight > 0) {
            if (handleAnswers(SLICE) == 0 && !results.isEmpty()) {
                record(journal);
            }
            noted.clear();
        }
        judgeThoseSetAside();
        noted.clear();
        int before = open.size();
        // They stay noted, so that the next start knows them to be in doubt.
        open.retainAll(unanswered);
        finished += before - open.size();
        record(journal);
    }

    private void endAfter(RuntimeException failure, SendJournal journal) {
        lane.halt.request(new HaltReason(StopCause.FAULT, "the program failed while it was sending"));
        try {
            end(journal);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Notes the next batch if the last one has left and there is room for another. While an outage lasts, rows that got no
     * answer in it do not count: if one of them is its cause, the outage ends only with another row.
     */
    private void noteNext(SendJournal journal) {
        boolean outage = lane.gate.lasting().isPresent();
        if (noted.stream().anyMatch(entry -> !outage || entry.outages() == 0)) {
            return;
        }
        int size = takeRoom();
        if (size == 0) {
            return;
        }
        Deque<SendEntry> tried = new ArrayDeque<>(noted);
        noted.clear();
        for (int i = 0; i < size; i++) {
            Row row = waiting.remove();
            noted.add(SendEntry.of(row));
            open.add(row.number());
        }
        noted.addAll(tried);
        record(journal);
    }

    /** For a whole batch, for a record a row would be dear; for what fits, if no answers come that would make room. */
    private int takeRoom() {
        int wanted = Math.min(batch, waiting.size());
        // The record that notes the next rows is the one that ends the note of those.
        int kept = Math.min(finished, wanted);
        int more = wanted - kept;
        if (quiet) {
            more = room.takeSome(more);
        } else if (!room.take(more)) {
            return 0;
        }
        finished -= kept;
        return kept + more;
    }

    private void record(SendJournal journal) {
        journal.record(
                results, new CallCounts(calls, retries, throttled, 0, lane.pacer.maxInAnySecond()), List.copyOf(open));
        room.give(finished);
        finished = 0;
        results = new ArrayList<>();
        calls = 0;
        retries = 0;
        throttled = 0;
    }

    /** Whether anything has left. */
    private boolean sendNoted() {
        if (noted.isEmpty() || !lane.awaitTurn(SLICE)) {
            return false;
        }
        boolean left = false;
        try {
            long begun = lane.time.nanos();
            int size = noted.size();
            for (Optional<Permit> permit = leave(); permit.isPresent(); permit = leave()) {
                depart(noted.remove(), permit.get());
                left = true;
                handleAnswers(0);
            }
            long taken = lane.time.nanos() - begun;
            if (taken > SLOW_BATCH || !noted.isEmpty()) {
                batch = Math.max(1, batch / 2);
            } else if (taken < QUICK_BATCH && size >= batch) {
                batch = Math.min(largestBatch, batch * 2);
            }
        } finally {
            lane.endTurn();
        }
        return left;
    }

    private Optional<Permit> leave() {
        return noted.isEmpty() ? Optional.empty() : lane.awaitLeave(SLICE);
    }

    private void depart(SendEntry entry, Permit permit) {
        Row row = entry.row();
        long outagesOver = lane.gate.outagesOver();
        calls++;
        retries += entry.calledBefore() ? 1 : 0;
        CompletionStage<Outcome> call = lane.provider.delete(row.conversation());
        inFlight++;
        room.underWay(1);
        call.whenComplete((outcome, bug) -> {
            Outcome known = outcome != null ? outcome : Lane.broken(bug);
            try {
                lane.observe(row, permit, known);
            } finally {
                // Whatever happens, the thread that waits for it gets its answer.
                answers.add(new SendAnswer(entry, known, outagesOver, permit.departedAt(), lane.time.nanos()));
            }
        });
    }

    /**
     * Handles the answers that are there, and waits for one if there is none.
     *
     * @param nanos for how long at most, in nanoseconds
     * @return how many there were
     */
    private int handleAnswers(long nanos) {
        int handled = 0;
        for (SendAnswer answer = next(nanos); answer != null; answer = answers.poll()) {
            handle(answer);
            handled++;
        }
        return handled;
    }

    private @Nullable SendAnswer next(long nanos) {
        if (nanos == 0 || inFlight == 0) {
            return answers.poll();
        }
        try {
            return answers.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts a sender, see Halt; should it happen, the mark stays for the thread that set it.
            Thread.currentThread().interrupt();
            return answers.poll();
        }
    }

    private void handle(SendAnswer answer) {
        inFlight--;
        room.underWay(-1);
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
            case THROTTLED, SIGNED_ANEW -> sendAgain(answer);
            case UNAVAILABLE -> setAside(answer);
            case UNKNOWN -> {
                setAside(answer);
                unanswered.add(answer.row().number());
            }
            case DENIED -> {
                // The lane has halted; the row stays as it was, so that a later start sends it again.
            }
        }
    }

    private void sendAgain(SendAnswer answer) {
        int renewals = answer.entry().renewals();
        if (answer.outcome().kind() == Outcome.Kind.THROTTLED) {
            throttled++;
        } else if (++renewals > MOST_RENEWALS) {
            lane.deny(answer.outcome());
            return;
        }
        noted.add(answer.entry().again(renewals));
    }

    private void setAside(SendAnswer answer) {
        aside.add(answer);
        room.setAside(1);
    }

    private void succeed(SendAnswer answer, RowState state) {
        lane.rules.succeeded();
        finish(answer, state);
    }

    /**
     * Those of which it is clear: the call never left; there has been an outage since; the provider has answered a later
     * call. If no call is under way that could tell, an outage is suspected, once for each row.
     */
    private void judgeThoseSetAside() {
        if (aside.isEmpty()) {
            return;
        }
        boolean nothingElse = room.isStill() && noted.isEmpty() && (draining || room.isBlocked());
        List<SendAnswer> judged = new ArrayList<>(aside);
        aside.clear();
        for (SendAnswer answer : judged) {
            if (answer.outcome().kind() == Outcome.Kind.UNAVAILABLE) {
                noted.add(answer.entry().again(answer.entry().renewals()));
            } else if (inOutage(answer)) {
                noted.add(answer.entry().afterOutage(lane.gate.latestOutage()));
            } else if (lane.gate.hasAnsweredSince(answer.at()) || (nothingElse && mayBeTheCause(answer))) {
                retry(answer);
            } else if (nothingElse) {
                lane.gate.suspect(answer.outcome().message());
                noted.add(answer.entry().afterOutage(lane.gate.latestOutage()));
            } else {
                aside.add(answer);
            }
        }
        room.setAside(aside.size() - judged.size());
    }

    /** A call that left after its own was answered, or it got no answer before. */
    private boolean mayBeTheCause(SendAnswer answer) {
        return lane.gate.hasAnsweredSince(answer.departedAt())
                || answer.row().lastUnanswered()
                || answer.entry().outages() > 0;
    }

    /** A row that gets no answer in one outage after the other is more likely their cause. */
    private boolean inOutage(SendAnswer answer) {
        return answer.entry().outages() < MOST_OUTAGES && lane.gate.outageSince(answer.outagesOverAtDeparture());
    }

    private void retry(SendAnswer answer) {
        boolean unexpected = answer.outcome().kind() == Outcome.Kind.UNEXPECTED;
        if (answer.outcome().atLast() == Outcome.AtLast.ABORT_RUN
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
            finish(answer, RowState.WAITING);
        } else {
            lane.rules.failed(answer.outcome().code());
            finish(answer, unexpected ? RowState.FAILED : RowState.RETRYABLE);
        }
    }

    private void finish(SendAnswer answer, RowState state) {
        int attempts = answer.row().attempts() + 1;
        Instant dueAt = state == RowState.WAITING
                ? lane.clock.instant().plus(lane.retry.delayAfter(attempts, lane.random))
                : null;
        Instant now = lane.clock.wall().instant();
        Outcome outcome = answer.outcome();
        results.add(
                new RowResult(answer.row().number(), state, outcome.code(), outcome.message(), attempts, now, dueAt));
        open.remove(answer.row().number());
        unanswered.remove(answer.row().number());
        finished++;
    }
}
