package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.ProviderApi.Asked;
import io.conversationcleanup.simulator.Reaction.Code;
import io.conversationcleanup.simulator.Reaction.HttpStatus;
import io.conversationcleanup.simulator.Reaction.WireFault;
import io.conversationcleanup.simulator.RecordedCall.Operation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The recorded calls and the deleted conversations. Thread-safe. Calls are kept as bytes, a quarter of the size of
 * objects; conversations as 64-bit hashes, 90 MB for ten million with a chance of 3 in a million for any collision.
 */
final class CallRegister {

    private static final long SECOND = 1_000_000_000L;
    private static final List<Operation> OPERATIONS = List.of(Operation.values());
    private static final List<Reaction> FAULTS = List.of(WireFault.values());
    private static final int HEADER_BYTES = Long.BYTES + 2 + 3 * Integer.BYTES + 1;
    /** Longer names are cut: no provider has longer ids. */
    private static final int MAX_NAME_BYTES = 255;

    private static final int NOT_SENT = Integer.MIN_VALUE;

    private final LongSet deleted = new LongSet();
    private final SlidingSecond lastSecond = new SlidingSecond();
    private final Map<Reaction, Long> byReaction = new HashMap<>();
    private final List<byte[]> recorded = new ArrayList<>();
    private final int limit;
    private long calls;
    private long deletedAgain;
    private int mostInAnySecond;

    CallRegister(int recordedCalls) {
        limit = recordedCalls;
    }

    /** Arrival times must not decrease. */
    synchronized void add(Instant arrivedAt, Asked asked, Reaction reaction, boolean deletes) {
        long nanos = Math.addExact(Math.multiplyExact(arrivedAt.getEpochSecond(), SECOND), arrivedAt.getNano());
        calls++;
        byReaction.merge(reaction, 1L, Long::sum);
        mostInAnySecond = Math.max(mostInAnySecond, lastSecond.add(nanos));
        if (recorded.size() < limit) {
            recorded.add(encode(nanos, asked, reaction, deletes));
        }
        if (deletes && !deleted.add(hash(asked))) {
            deletedAgain++;
        }
    }

    synchronized boolean isDeleted(Asked asked) {
        return deleted.contains(hash(asked));
    }

    synchronized List<RecordedCall> calls(int from, int count) {
        int to = (int) Math.min((long) from + count, recorded.size());
        return IntStream.range(from, to)
                .mapToObj(i -> decode(i + 1L, ByteBuffer.wrap(recorded.get(i))))
                .toList();
    }

    synchronized SimulatorStats stats() {
        SortedMap<String, Long> labelled = new TreeMap<>();
        byReaction.forEach((reaction, count) -> labelled.put(reaction.label(), count));
        SortedMap<String, Long> counts = Collections.unmodifiableSortedMap(labelled);
        return new SimulatorStats(calls, recorded.size(), deleted.size(), deletedAgain, mostInAnySecond, counts);
    }

    private static byte[] encode(long nanos, Asked asked, Reaction reaction, boolean deletes) {
        byte[] user = asked.user().getBytes(StandardCharsets.UTF_8);
        byte[] peer = asked.peer().getBytes(StandardCharsets.UTF_8);
        int userBytes = Math.min(user.length, MAX_NAME_BYTES);
        int peerBytes = Math.min(peer.length, MAX_NAME_BYTES);
        return ByteBuffer.allocate(HEADER_BYTES + userBytes + peerBytes)
                .putLong(nanos)
                .put((byte) OPERATIONS.indexOf(asked.operation()))
                .put((byte) (deletes ? 1 : 0))
                .putInt(asked.type().orElse(NOT_SENT))
                .putInt(asked.clearRamble().orElse(NOT_SENT))
                .putInt(numberOf(reaction))
                .put((byte) userBytes)
                .put(user, 0, userBytes)
                .put(peer, 0, peerBytes)
                .array();
    }

    private static RecordedCall decode(long sequence, ByteBuffer call) {
        Instant arrivedAt = Instant.ofEpochSecond(0, call.getLong());
        Operation operation = OPERATIONS.get(call.get());
        boolean deletes = call.get() == 1;
        OptionalInt type = sent(call.getInt());
        OptionalInt clearRamble = sent(call.getInt());
        int number = call.getInt();
        Reaction reaction = number < 0 ? FAULTS.get(-1 - number) : Reaction.ofNumber(number);
        String user = text(call, call.get() & 0xff);
        String peer = text(call, call.remaining());
        return new RecordedCall(sequence, arrivedAt, operation, user, peer, type, clearRamble, reaction, deletes);
    }

    private static int numberOf(Reaction reaction) {
        if (reaction instanceof Code code) {
            return code.code();
        }
        return reaction instanceof HttpStatus http ? http.status() : -1 - FAULTS.indexOf(reaction);
    }

    private static OptionalInt sent(int number) {
        return number == NOT_SENT ? OptionalInt.empty() : OptionalInt.of(number);
    }

    private static String text(ByteBuffer call, int length) {
        byte[] bytes = new byte[length];
        call.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** 64-bit FNV-1a with the last step of MurmurHash3, because FNV-1a alone leaves the first bits uneven. */
    private static long hash(Asked asked) {
        long hash = 0xcbf29ce484222325L;
        hash = hashed(hash, OPERATIONS.indexOf(asked.operation()));
        hash = hashed(hash, asked.type().orElse(NOT_SENT));
        // The length separates (ab, c) from (a, bc).
        hash = hashed(hash, asked.user().length());
        hash = hashed(hash, asked.user());
        hash = hashed(hash, asked.peer());
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    private static long hashed(long hash, String name) {
        long next = hash;
        for (int i = 0; i < name.length(); i++) {
            next = hashed(next, name.charAt(i));
        }
        return next;
    }

    private static long hashed(long hash, int part) {
        return (hash ^ part) * 0x100000001b3L;
    }
}
