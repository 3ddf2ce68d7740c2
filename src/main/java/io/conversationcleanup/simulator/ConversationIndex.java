package io.conversationcleanup.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Numbers the conversations that calls name, from 0, and counts how often each was deleted. A conversation's names are
 * kept once, as bytes in large pages, found by an open-addressed hash table of numbers: a million conversations take
 * about 50 MB, a fraction of what objects would take, because the simulator shares its heap with the code under test. Not
 * thread-safe.
 */
final class ConversationIndex {

    private static final List<WireOperation> OPERATIONS = List.of(WireOperation.values());

    private static final int PAGE_BYTES = 1 << 16;
    /** Longer names are kept cut off: no provider has longer ids, and a key must fit into a page. */
    private static final int MAX_NAME_BYTES = 255;
    /** Operation, type, length of the user, length of the peer. */
    private static final int HEADER_BYTES = 1 + Integer.BYTES + 1 + 1;

    private static final int NO_TYPE = Integer.MIN_VALUE;

    private final List<byte[]> pages = new ArrayList<>();
    private final ByteBuffer key = ByteBuffer.allocate(HEADER_BYTES + 2 * MAX_NAME_BYTES);
    private int usedOfLastPage = PAGE_BYTES;
    private int[] places = new int[1024];
    private int[] deletions = new int[1024];
    /** Number + 1 of the conversation in each slot, 0 for an empty slot; never more than half full. */
    private int[] slots = new int[2048];

    private int size;

    /** How many conversations have a number. */
    int size() {
        return size;
    }

    /** The number of the conversation that a call names; a new one if it was not seen before. */
    int numberOf(WireOperation operation, Asked asked) {
        int slot = slotOf(operation, asked);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        slots[slot] = size + 1;
        return add();
    }

    /** The number of the conversation that a call names, if it has one. */
    OptionalInt find(WireOperation operation, Asked asked) {
        int slot = slotOf(operation, asked);
        return slots[slot] == 0 ? OptionalInt.empty() : OptionalInt.of(slots[slot] - 1);
    }

    /** A hash of what {@link #numberOf} tells conversations apart by, evenly spread over all of a {@code long}. */
    long hash(WireOperation operation, Asked asked) {
        fillKey(operation, asked);
        return hash(key.array(), 0, key.position());
    }

    /** Counts one more deletion, and tells how many there were before. */
    int delete(int number) {
        return deletions[number]++;
    }

    /** How often the conversation was deleted. */
    int deletions(int number) {
        return deletions[number];
    }

    WireOperation operation(int number) {
        return OPERATIONS.get(at(number).get());
    }

    /** The user, peer and type of the conversation, without ClearRamble. */
    Asked names(int number) {
        ByteBuffer stored = at(number);
        stored.get();
        int type = stored.getInt();
        byte[] user = new byte[stored.get() & 0xff];
        byte[] peer = new byte[stored.get() & 0xff];
        stored.get(user).get(peer);
        return new Asked(
                new String(user, StandardCharsets.UTF_8),
                new String(peer, StandardCharsets.UTF_8),
                type == NO_TYPE ? OptionalInt.empty() : OptionalInt.of(type),
                OptionalInt.empty());
    }

    /** Where the conversation that a call names has its number, or where it would get it. */
    private int slotOf(WireOperation operation, Asked asked) {
        int slot = slotFor(hash(operation, asked));
        while (slots[slot] != 0 && !isKeyOf(slots[slot] - 1)) {
            slot = (slot + 1) % slots.length;
        }
        return slot;
    }

    private ByteBuffer at(int number) {
        int place = places[number];
        return ByteBuffer.wrap(pages.get(place / PAGE_BYTES)).position(place % PAGE_BYTES);
    }

    private void fillKey(WireOperation operation, Asked asked) {
        byte[] user = asked.user().getBytes(StandardCharsets.UTF_8);
        byte[] peer = asked.peer().getBytes(StandardCharsets.UTF_8);
        int userBytes = Math.min(user.length, MAX_NAME_BYTES);
        int peerBytes = Math.min(peer.length, MAX_NAME_BYTES);
        key.clear()
                .put((byte) OPERATIONS.indexOf(operation))
                .putInt(asked.type().orElse(NO_TYPE))
                .put((byte) userBytes)
                .put((byte) peerBytes)
                .put(user, 0, userBytes)
                .put(peer, 0, peerBytes);
    }

    private boolean isKeyOf(int number) {
        byte[] page = pages.get(places[number] / PAGE_BYTES);
        int from = places[number] % PAGE_BYTES;
        int to = Math.min(from + key.position(), PAGE_BYTES);
        return Arrays.equals(page, from, to, key.array(), 0, key.position());
    }

    private int add() {
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            deletions = Arrays.copyOf(deletions, 2 * size);
        }
        int length = key.position();
        if (usedOfLastPage + length > PAGE_BYTES) {
            pages.add(new byte[PAGE_BYTES]);
            usedOfLastPage = 0;
        }
        int page = pages.size() - 1;
        System.arraycopy(key.array(), 0, pages.get(page), usedOfLastPage, length);
        places[size] = page * PAGE_BYTES + usedOfLastPage;
        usedOfLastPage += length;
        size++;
        if (2 * size > slots.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        for (int number = 0; number < size; number++) {
            byte[] page = pages.get(places[number] / PAGE_BYTES);
            int from = places[number] % PAGE_BYTES;
            int length = HEADER_BYTES + (page[from + 5] & 0xff) + (page[from + 6] & 0xff);
            int slot = slotFor(hash(page, from, from + length));
            while (slots[slot] != 0) {
                slot = (slot + 1) % slots.length;
            }
            slots[slot] = number + 1;
        }
    }

    private int slotFor(long hash) {
        return Math.floorMod(hash, slots.length);
    }

    /** FNV-1a of 64 bits, and the last step of MurmurHash3, which spreads it over the first bits too. */
    private static long hash(byte[] bytes, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
