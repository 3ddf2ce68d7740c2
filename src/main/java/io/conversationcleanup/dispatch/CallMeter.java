package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.Traffic;
import io.conversationcleanup.provider.Outcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts calls and answers. Thread-safe and non-blocking. */
public final class CallMeter {

    private final AtomicLong departed = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong postponed = new AtomicLong();
    private final AtomicLong throttled = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicLongArray latencies = new AtomicLongArray(Latencies.BUCKETS);

    void departed() {
        departed.incrementAndGet();
    }

    void answered(Outcome outcome, long nanos) {
        AtomicLong count = countOf(outcome);
        count.incrementAndGet();
        if (count != unanswered) {
            latencies.incrementAndGet(Latencies.bucket(nanos));
        }
    }

    private AtomicLong countOf(Outcome outcome) {
        return switch (outcome.kind()) {
            case DELETED, ALREADY_GONE -> done;
            case REFUSED, DENIED -> refused;
            case BUSY, UNEXPECTED, SIGNED_ANEW -> postponed;
            case THROTTLED -> throttled;
            case UNAVAILABLE, UNKNOWN -> unanswered;
        };
    }

    /** Returns and resets the counts; concurrent callers each get a part. */
    public Traffic take() {
        Map<Integer, Long> answers = new TreeMap<>();
        for (int bucket = 0; bucket < latencies.length(); bucket++) {
            long count = latencies.getAndSet(bucket, 0);
            if (count > 0) {
                answers.put(bucket, count);
            }
        }
        return new Traffic(
                departed.getAndSet(0),
                done.getAndSet(0),
                refused.getAndSet(0),
                postponed.getAndSet(0),
                throttled.getAndSet(0),
                unanswered.getAndSet(0),
                new Latencies(answers));
    }
}
