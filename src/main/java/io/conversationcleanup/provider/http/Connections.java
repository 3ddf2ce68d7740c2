package io.conversationcleanup.provider.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * A pool of connections to one host, last in, first out, with a few spare ones. Thread-safe. A connection is made
 * before a call takes its permit: if the call waited after that, a second could exceed the quota.
 */
final class Connections implements Connection.Owner {

    /** Below the idle timeouts of common gateways (60 s), so that few calls meet a closing connection. */
    private static final long IDLE_LIFE = Duration.ofSeconds(30).toNanos();

    /** The pause after a refused connection while others are in use. */
    private static final long REFUSED_FOR = Duration.ofSeconds(1).toNanos();

    private static final int USED_FOR_A_SPARE = 4;

    /** Already complete; completing it again has no effect. */
    private static final CompletableFuture<Optional<Throwable>> NOBODY =
            CompletableFuture.completedFuture(Optional.empty());

    private final Connector connector;
    private final int most;
    private final LongSupplier nanoTime;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private CompletableFuture<Optional<Throwable>> next = new CompletableFuture<>();
    /** Whether a waiter may hold {@link #next}. */
    private boolean awaited;

    private int inUse;
    private int connecting;
    private long refusedAt;
    private boolean closed;

    Connections(Connector connector, int most, LongSupplier nanoTime) {
        this.connector = connector;
        this.most = most;
        this.nanoTime = nanoTime;
        this.refusedAt = nanoTime.getAsLong() - REFUSED_FOR;
    }

    private record Idle(Connection connection, long since) {}

    /** Completes when a connection is ready: empty, or the reason why there is none. */
    synchronized CompletionStage<Optional<Throwable>> ready() {
        if (closed) {
            return CompletableFuture.completedFuture(Optional.of(new CancellationException("closed")));
        }
        closeStale();
        if (!idle.isEmpty()) {
            return NOBODY;
        }
        CompletableFuture<Optional<Throwable>> answer = next;
        awaited = true;
        connectIfNeeded();
        return answer;
    }

    private void connectIfNeeded() {
        if (connecting == 0 && inUse < most && (inUse == 0 || !refused())) {
            connect();
        }
    }

    /** Safe under the lock, because the result arrives later. */
    private void connect() {
        connecting++;
        connector.connect(this);
    }

    private boolean refused() {
        return nanoTime.getAsLong() - refusedAt < REFUSED_FOR;
    }

    @Override
    public synchronized Optional<Connection> take() {
        closeStale();
        Idle taken = idle.pollFirst();
        if (taken == null) {
            return Optional.empty();
        }
        inUse++;
        if (!refused()) {
            int wanted = 1 + inUse / USED_FOR_A_SPARE - idle.size() - connecting;
            int room = most - inUse - idle.size() - connecting;
            for (int missing = Math.min(wanted, room); missing > 0; missing--) {
                connect();
            }
        }
        return Optional.of(taken.connection());
    }

    @Override
    public void release(Connection connection) {
        CompletableFuture<Optional<Throwable>> waiting;
        synchronized (this) {
            inUse--;
            if (closed) {
                connection.close();
                return;
            }
            idle.addFirst(new Idle(connection, nanoTime.getAsLong()));
            waiting = endWait();
        }
        waiting.complete(Optional.empty());
    }

    @Override
    public void discard(Connection connection) {
        connection.close();
        synchronized (this) {
            inUse--;
            if (awaited) {
                connectIfNeeded();
            }
        }
    }

    @Override
    public void made(Connection connection) {
        synchronized (this) {
            connecting--;
            inUse++;
        }
        release(connection);
    }

    @Override
    public void failed(Throwable cause) {
        CompletableFuture<Optional<Throwable>> waiting;
        synchronized (this) {
            connecting--;
            refusedAt = nanoTime.getAsLong();
            if (inUse > 0 || connecting > 0) {
                // A connection in use may be returned.
                return;
            }
            waiting = endWait();
        }
        waiting.complete(Optional.of(cause));
    }

    /** Closes idle connections; the others are closed when they return. */
    void close() {
        CompletableFuture<Optional<Throwable>> waiting;
        synchronized (this) {
            closed = true;
            idle.forEach(entry -> entry.connection().close());
            idle.clear();
            waiting = endWait();
        }
        waiting.complete(Optional.of(new CancellationException("closed")));
    }

    private void closeStale() {
        long now = nanoTime.getAsLong();
        for (Iterator<Idle> oldest = idle.descendingIterator(); oldest.hasNext(); ) {
            Idle entry = oldest.next();
            if (now - entry.since() < IDLE_LIFE) {
                break;
            }
            oldest.remove();
            entry.connection().close();
        }
        while (!idle.isEmpty() && !idle.element().connection().isConnected()) {
            idle.remove().connection().close();
        }
    }

    /** Call it under the lock of the event, so that later waiters get a new future. */
    private CompletableFuture<Optional<Throwable>> endWait() {
        if (!awaited) {
            return NOBODY;
        }
        CompletableFuture<Optional<Throwable>> waiting = next;
        awaited = false;
        next = new CompletableFuture<>();
        return waiting;
    }
}
