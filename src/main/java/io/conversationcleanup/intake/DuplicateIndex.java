package io.conversationcleanup.intake;

import io.conversationcleanup.model.Conversation;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;

/**
 * Finds rows that name the same conversation: same user, peer and type; clearRamble does not count. Not thread-safe.
 *
 * <p>About 11 to 13 bytes of heap a row, for ids of any length, because it keeps hashes instead of ids and asks back
 * when two are equal:
 *
 * <ol>
 *   <li>10 bits of a conversation's 64-bit hash choose one of the segments; each segment is a hash table.
 *   <li>A slot is a long: 36 more bits of the hash, then 28 bits of row number; 0 is an empty slot, since rows count from
 *       1. The 36 bits, scaled to the segment's size, also say where to look first; then the next slots are tried.
 *   <li>A full segment alone is copied to one a quarter larger, so that growing never needs much more than what is kept.
 *       With this many segments none reaches half a megabyte before 30 million rows: larger arrays would waste
 *       up to half of their space in the regions of a small G1 heap.
 * </ol>
 */
public final class DuplicateIndex {

    /** The largest row number that fits. */
    public static final long MAX_ROW = (1L << 28) - 1;

    private static final int ROW_BITS = 28;
    private static final int HASH_BITS = 36;
    private static final int SEGMENT_BITS = 10;
    private static final int FIRST_SLOTS = 16;
    private static final long HASH_MASK = (1L << HASH_BITS) - 1;

    private final ToLongFunction<Conversation> hash;
    private final Segment[] segments = new Segment[1 << SEGMENT_BITS];

    /** An index without rows. */
    public DuplicateIndex() {
        this(DuplicateIndex::hash);
    }

    DuplicateIndex(ToLongFunction<Conversation> hash) {
        this.hash = hash;
        for (int i = 0; i < segments.length; i++) {
            segments[i] = new Segment();
        }
    }

    /**
     * Enters a row unless an earlier one names the same conversation.
     *
     * @param conversation what the row names
     * @param row the row's number, from 1 to {@link #MAX_ROW}
     * @param sameConversation whether the earlier row of this number really names the same conversation; asked for the
     *     true duplicates and, once in many millions of rows, for another
     * @return the number of the earlier row, or empty if there is none and the row was entered
     * @throws IllegalArgumentException if the row's number is out of range
     */
    public OptionalLong firstRowOf(Conversation conversation, long row, LongPredicate sameConversation) {
        if (row < 1 || row > MAX_ROW) {
            throw new IllegalArgumentException(String.format(
                    "row %,d cannot be looked up: an input may have %,d rows at most; split it", row, MAX_ROW));
        }
        long bits = hash.applyAsLong(conversation);
        Segment segment = segments[(int) (bits >>> (Long.SIZE - SEGMENT_BITS))];
        return segment.firstRowOf(bits & HASH_MASK, row, sameConversation);
    }

    /**
     * The row that was entered for a conversation; empty if none was. Nothing is entered.
     *
     * @param sameConversation see {@link #firstRowOf}
     */
    public OptionalLong rowOf(Conversation conversation, LongPredicate sameConversation) {
        long bits = hash.applyAsLong(conversation);
        Segment segment = segments[(int) (bits >>> (Long.SIZE - SEGMENT_BITS))];
        return segment.rowAt(segment.find(bits & HASH_MASK, sameConversation));
    }

    /** How many slots are allocated, each of eight bytes. */
    long slots() {
        long slots = 0;
        for (Segment segment : segments) {
            slots += segment.slots.length;
        }
        return slots;
    }

    /** FNV-1a over the characters, with a NUL, which no id contains, between the parts; then MurmurHash3's finalizer. */
    static long hash(Conversation conversation) {
        long bits = fnv(0xcbf29ce484222325L, conversation.user());
        bits = fnv(fnv(bits, '\0'), conversation.peer());
        bits = fnv(fnv(bits, '\0'), (char) conversation.type().storedNumber());
        bits = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
        bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return bits ^ (bits >>> 33);
    }

    private static long fnv(long bits, String text) {
        long result = bits;
        for (int i = 0; i < text.length(); i++) {
            result = fnv(result, text.charAt(i));
        }
        return result;
    }

    private static long fnv(long bits, char c) {
        return (bits ^ c) * 0x100000001b3L;
    }

    private static final class Segment {

        private long[] slots = new long[FIRST_SLOTS];
        private int used;

        private OptionalLong firstRowOf(long hash, long row, LongPredicate sameConversation) {
            int at = find(hash, sameConversation);
            if (slots[at] != 0) {
                return rowAt(at);
            }
            slots[at] = hash << ROW_BITS | row;
            used++;
            if (used > slots.length / 4 * 3) {
                grow();
            }
            return OptionalLong.empty();
        }

        /** The slot of the conversation, or the empty one where it would be. */
        private int find(long hash, LongPredicate sameConversation) {
            int at = home(hash);
            while (slots[at] != 0 && !(slots[at] >>> ROW_BITS == hash && sameConversation.test(slots[at] & MAX_ROW))) {
                at = after(at);
            }
            return at;
        }

        private OptionalLong rowAt(int slot) {
            return slots[slot] == 0 ? OptionalLong.empty() : OptionalLong.of(slots[slot] & MAX_ROW);
        }

        private void grow() {
            long[] old = slots;
            slots = new long[old.length + old.length / 4];
            for (long slot : old) {
                if (slot != 0) {
                    int at = home(slot >>> ROW_BITS);
                    while (slots[at] != 0) {
                        at = after(at);
                    }
                    slots[at] = slot;
                }
            }
        }

        private int home(long hash) {
            return (int) ((hash * slots.length) >>> HASH_BITS);
        }

        private int after(int at) {
            return at + 1 < slots.length ? at + 1 : 0;
        }
    }
}
