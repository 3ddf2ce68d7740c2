package io.conversationcleanup.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What the simulator was asked, and what was deleted by it. Names are kept of the conversations of recorded calls; of
 * others that were deleted a hash of 64 bits, so that a rehearsal with millions of rows does not fill the heap: among ten
 * million the chance that any two are taken for one is 3 in a million. Thread-safe: calls are added by one thread, read
 * by any.
 */
final class CallRegister {

    private static final long SECOND = 1_000_000_000L;

    private final ConversationIndex conversations = new ConversationIndex();
    private final LongSet otherDeleted = new LongSet();
    private final SlidingSecond lastSecond = new SlidingSecond();
    private final Map<Reaction, Long> byReaction = new HashMap<>();
    private final CallLog log;
    private long calls;
    private long deleted;
    private long deletedAgain;
    private int mostInAnySecond;

    /** @param recordedCalls how many calls are kept; later ones are only counted */
    CallRegister(int recordedCalls) {
        log = new CallLog(recordedCalls);
    }

    /** Adds a call, which deleted what it names or did not. */
    synchronized void add(Instant arrivedAt, WireOperation operation, Asked asked, Reaction reaction, Effect effect) {
        long nanos = Math.addExact(Math.multiplyExact(arrivedAt.getEpochSecond(), SECOND), arrivedAt.getNano());
        calls++;
        byReaction.merge(reaction, 1L, Long::sum);
        mostInAnySecond = Math.max(mostInAnySecond, lastSecond.add(nanos));
        if (!log.isFull()) {
            int conversation = conversations.numberOf(operation, asked);
            log.add(new CallLog.Entry(nanos, conversation, reaction, asked.clearRamble()));
        }
        if (effect == Effect.NONE) {
            return;
        }
        if (delete(operation, asked)) {
            deleted++;
        } else {
            deletedAgain++;
        }
    }

    /** Deletes a conversation, and tells whether it was there. */
    private boolean delete(WireOperation operation, Asked asked) {
        OptionalInt number = conversations.find(operation, asked);
        return number.isPresent()
                ? conversations.delete(number.getAsInt()) == 0
                : otherDeleted.add(conversations.hash(operation, asked));
    }

    /** Whether the conversation that a call names was deleted. */
    synchronized boolean isDeleted(WireOperation operation, Asked asked) {
        OptionalInt number = conversations.find(operation, asked);
        return number.isPresent()
                ? conversations.deletions(number.getAsInt()) > 0
                : otherDeleted.contains(conversations.hash(operation, asked));
    }

    /** At most so many recorded calls in order of arrival, from this index, which counts from 0. */
    synchronized List<RecordedCall> calls(int from, int count) {
        int to = (int) Math.min((long) from + count, log.size());
        List<RecordedCall> found = new ArrayList<>(Math.max(0, to - from));
        for (int i = from; i < to; i++) {
            CallLog.Entry entry = log.get(i);
            Asked names = conversations.names(entry.conversation());
            found.add(new RecordedCall(
                    i + 1L,
                    Instant.ofEpochSecond(
                            Math.floorDiv(entry.arrivedNanos(), SECOND), Math.floorMod(entry.arrivedNanos(), SECOND)),
                    conversations.operation(entry.conversation()),
                    names.user(),
                    names.peer(),
                    names.type(),
                    entry.clearRamble(),
                    entry.reaction()));
        }
        return found;
    }

    /** The conversations deleted, of those that recorded calls name, in the order in which they were first named. */
    synchronized List<DeletedConversation> deleted() {
        List<DeletedConversation> found = new ArrayList<>();
        for (int number = 0; number < conversations.size(); number++) {
            int times = conversations.deletions(number);
            if (times > 0) {
                Asked names = conversations.names(number);
                found.add(new DeletedConversation(
                        conversations.operation(number), names.user(), names.peer(), names.type(), times));
            }
        }
        return found;
    }

    synchronized SimulatorStats stats() {
        TreeMap<String, Long> labelled = new TreeMap<>();
        byReaction.forEach((reaction, count) -> labelled.put(reaction.label(), count));
        return new SimulatorStats(calls, log.size(), deleted, deletedAgain, mostInAnySecond, labelled);
    }

    /** What a call did to the provider's state. */
    enum Effect {
        DELETED,
        NONE
    }
}
