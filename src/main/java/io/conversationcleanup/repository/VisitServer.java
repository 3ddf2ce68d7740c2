package io.conversationcleanup.repository;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Serves the database of a visit to other processes once the visit has lasted a while. Most visits are over before, and
 * would be slower if they served at once. Thread-safe.
 */
final class VisitServer implements AutoCloseable {

    /** Others wait longer than this for the file before they give up. */
    private static final Duration DELAY = Duration.ofMillis(500);

    private final String url;
    private final Surroundings surroundings;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::serve, "visit-server");

    private VisitServer(String url, Surroundings surroundings) {
        this.url = url;
        this.surroundings = surroundings;
    }

    /** Serves the database that this process has opened with this URL, soon, until it is closed. */
    static VisitServer start(String url, Surroundings surroundings) {
        VisitServer server = new VisitServer(url, surroundings);
        server.thread.setDaemon(true);
        server.thread.start();
        return server;
    }

    private void serve() {
        try {
            if (over.await(DELAY.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            Optional<RepositoryServer> server = RepositoryServer.serve(url, ServerFile.Work.VISIT, surroundings);
            over.await();
            server.ifPresent(RepositoryServer::close);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Serves no longer. To be called before the database is closed. */
    @Override
    public void close() {
        over.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
