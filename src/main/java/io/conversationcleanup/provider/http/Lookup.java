package io.conversationcleanup.provider.http;

import io.conversationcleanup.model.DaemonThreads;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks up one host. The system's look-up blocks, and may hang for long: it has a thread of its own, and those who ask
 * meanwhile wait for the same look-up. Nothing is kept but what the JVM keeps, which is 30 s. Thread-safe.
 */
final class Lookup implements AutoCloseable {

    private final String host;
    private final Resolver resolver;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(DaemonThreads.named("http-client-dns"));
    private @Nullable CompletableFuture<List<InetAddress>> underWay;

    Lookup(String host, Resolver resolver) {
        this.host = host;
        this.resolver = resolver;
    }

    /** Finds the addresses of a host, at least one. */
    interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** The addresses; may never complete. */
    synchronized CompletionStage<List<InetAddress>> addresses() {
        CompletableFuture<List<InetAddress>> current = underWay;
        if (current == null || current.isDone()) {
            current = start();
            underWay = current;
        }
        return current;
    }

    private CompletableFuture<List<InetAddress>> start() {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    found.complete(List.of(resolver.addresses(host)));
                } catch (UnknownHostException | RuntimeException failure) {
                    found.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException closed) {
            found.completeExceptionally(new CancellationException("closed"));
        }
        return found;
    }

    @Override
    public void close() {
        thread.shutdown();
    }

    /** The look-up takes longer than a connection may. */
    static final class TooSlow extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
