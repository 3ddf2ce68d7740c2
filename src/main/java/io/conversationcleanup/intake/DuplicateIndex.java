package io.conversationcleanup.intake;

import io.conversationcleanup.model.Conversation;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.function.ToLongFunction;

/**
 * Finds rows with the same conversation: user, peer and type, without clearRamble. Not thread-safe.
 *
 * <p>Takes 11 to 13 bytes of heap per row: it stores hashes and asks back if two are equal. Ten bits of the 64-bit hash
 * choose a segment, a hash table with linear probing. A slot is a long: 36 more bits of the hash, which also give the
 * first slot to try, and 28 bits of row number, from 1; 0 is empty. A full segment grows by a quarter, so that growing
 * needs little extra memory. No segment reaches half a megabyte before 30 million rows; larger arrays would waste up to
 * half of their space in the regions of a small G1 heap.
 */
public final class DuplicateIndex {

    /** The largest row number. */
    public static final long MAX_ROW = (1L << 28) - 1;

    private static final int ROW_BITS = 28;
    private static final int HASH_BITS = 36;
    private static final int SEGMENT_BITS = 10;
    private static final int FIRST_SLOTS = 16;
    private static final long HASH_MASK = (1L << HASH_BITS) - 1;

    private final ToLongFunction<Conversation> hash;
    private final Segment[] segments = new Segment[1 << SEGMENT_BITS];

    /** Creates an empty index. */
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
     * Adds a row unless an earlier row has the same conversation; returns that earlier row, if any.
     *
     * @param row from 1 to {@link #MAX_ROW}
     * @param sameConversation whether the earlier row really has the same conversation; called for true duplicates and,
     *     once in many millions of rows, for a hash collision
     * @throws IllegalArgumentException if the row is out of range
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

    /** Returns the row of a conversation without adding one; see {@link #firstRowOf}. */
    public OptionalLong rowOf(Conversation conversation, LongPredicate sameConversation) {
        long bits = hash.applyAsLong(conversation);
        Segment segment = segments[(int) (bits >>> (Long.SIZE - SEGMENT_BITS))];
        return segment.rowAt(segment.find(bits & HASH_MASK, sameConversation));
    }

    /** Returns the number of allocated slots, eight bytes each. */
    long slots() {
        long slots = 0;
        for (Segment segment : segments) {
            slots += segment.slots.length;
        }
        return slots;
    }

    /** FNV-1a over the characters, with NUL, which no id contains, between the parts; then MurmurHash3's finalizer. */
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

        /** Returns the slot of the conversation, or the empty slot where it belongs. */
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
