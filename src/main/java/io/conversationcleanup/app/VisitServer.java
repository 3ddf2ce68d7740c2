package io.conversationcleanup.app;

import io.conversationcleanup.ledger.jdbc.Holder;
import io.conversationcleanup.ledger.jdbc.RepositoryServer;
import java.security.SecureRandom;
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
    private final String command;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = new Thread(this::serve, "visit-server");

    private VisitServer(String url, String command) {
        this.url = url;
        this.command = command;
    }

    /** Serves the database that this process has opened with this URL, soon, until it is closed. */
    static VisitServer start(String url, String command) {
        VisitServer server = new VisitServer(url, command);
        server.thread.setDaemon(true);
        server.thread.start();
        return server;
    }

    private void serve() {
        try {
            if (over.await(DELAY.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            Optional<RepositoryServer> server =
                    RepositoryServer.serve(url, Holder.Work.VISIT, command, new SecureRandom());
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
