package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.Reaction.HttpStatus;
import io.conversationcleanup.simulator.Reaction.WireFault;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The first calls up to a limit, in order, 20 bytes each. Not thread-safe. */
final class CallLog {

    private static final List<Reaction> FAULTS = List.of(WireFault.values());
    private static final int ENTRY_BYTES = Long.BYTES + 3 * Integer.BYTES;
    private static final int ENTRIES_PER_PAGE = 4096;
    private static final int NOT_SENT = Integer.MIN_VALUE;

    private final int limit;
    private final List<ByteBuffer> pages = new ArrayList<>();
    private int size;

    /** @param limit how many calls are kept */
    CallLog(int limit) {
        this.limit = limit;
    }

    boolean isFull() {
        return size == limit;
    }

    int size() {
        return size;
    }

    /** Adds a call; the log must not be full. */
    void add(Entry entry) {
        if (size % ENTRIES_PER_PAGE == 0) {
            pages.add(ByteBuffer.allocate(ENTRIES_PER_PAGE * ENTRY_BYTES));
        }
        pages.get(size / ENTRIES_PER_PAGE)
                .putLong(entry.arrivedNanos())
                .putInt(entry.conversation())
                .putInt(numberOf(entry.reaction()))
                .putInt(entry.clearRamble().orElse(NOT_SENT));
        size++;
    }

    /** The call at this index, from 0. */
    Entry get(int index) {
        ByteBuffer page = pages.get(index / ENTRIES_PER_PAGE);
        int at = index % ENTRIES_PER_PAGE * ENTRY_BYTES;
        int clearRamble = page.getInt(at + 16);
        return new Entry(
                page.getLong(at),
                page.getInt(at + 8),
                reactionOf(page.getInt(at + 12)),
                clearRamble == NOT_SENT ? OptionalInt.empty() : OptionalInt.of(clearRamble));
    }

    private static int numberOf(Reaction reaction) {
        if (reaction instanceof Code code) {
            return code.code();
        }
        if (reaction instanceof HttpStatus http) {
            return http.status();
        }
        return -1 - FAULTS.indexOf(reaction);
    }

    private static Reaction reactionOf(int number) {
        return number < 0 ? FAULTS.get(-1 - number) : Reaction.ofNumber(number);
    }

    /**
     * One call.
     *
     * @param arrivedNanos nanoseconds since 1970
     * @param conversation its number in the {@link ConversationIndex}
     */
    record Entry(long arrivedNanos, int conversation, Reaction reaction, OptionalInt clearRamble) {}
}
