package io.conversationcleanup.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the simulator was asked, and what was deleted by it. Thread-safe: calls are added by one thread, read by any. */
final class CallRegister {

    private static final long SECOND = 1_000_000_000L;

    private final ConversationIndex conversations = new ConversationIndex();
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
        if (effect == Effect.NONE && log.isFull()) {
            return;
        }
        int conversation = conversations.numberOf(operation, asked);
        if (effect == Effect.DELETED) {
            if (conversations.delete(conversation) == 0) {
                deleted++;
            } else {
                deletedAgain++;
            }
        }
        if (!log.isFull()) {
            log.add(new CallLog.Entry(nanos, conversation, reaction, asked.clearRamble()));
        }
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

    /** All conversations deleted, in the order in which they were first named. */
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
