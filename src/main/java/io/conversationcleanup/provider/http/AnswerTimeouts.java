package io.conversationcleanup.provider.http;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Ends the calls whose answers take too long. Used on the event loop alone.
 *
 * <p>All deadlines are looked at every so often, since a timer for each call would cost each of them more than a look at all.
 * A process that was suspended finds every deadline passed, though the answers may long lie in its sockets: a look that comes
 * late therefore gives all calls time for them to be read.
 */
final class AnswerTimeouts {

    /** How far apart the looks are, and by how much a timeout may come late. */
    static final Duration INTERVAL = Duration.ofMillis(50);

    /** A look that is late by more than this shows that the process stood still. */
    private static final long LATE = Duration.ofSeconds(1).toNanos();

    private static final long GRACE = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private final long timeout;
    private final Set<Connection> connections = new HashSet<>();
    private long due;
    private long graceUntil;

    AnswerTimeouts(Duration timeout, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.timeout = timeout.toNanos();
        this.graceUntil = nanoTime.getAsLong();
        this.due = graceUntil + INTERVAL.toNanos();
    }

    /** From now on this connection's calls are looked at. */
    void add(Connection connection) {
        connections.add(connection);
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    /** The deadline of a call that departs now. */
    long deadline() {
        return nanoTime.getAsLong() + timeout;
    }

    /** To be called once each interval. */
    void look() {
        long now = nanoTime.getAsLong();
        if (now - due > LATE) {
            graceUntil = now + GRACE;
        }
        due = now + INTERVAL.toNanos();
        if (now - graceUntil >= 0) {
            // Ending a call ends its connection, which is then removed here.
            connections.stream()
                    .filter(connection -> connection.isOverdue(now))
                    .toList()
                    .forEach(Connection::timeOut);
        }
    }

    /** Ends all connections and their calls. */
    void closeAll() {
        Set.copyOf(connections).forEach(Connection::shutDown);
    }
}
