package io.conversationcleanup.ledger.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A real PostgreSQL server, from binaries that Maven brings. One serves all tests of a process and ends with it; each test
 * has a database of its own. Thread-safe.
 */
public final class PostgreSqlServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgreSqlServer() {}

    /** The server is started when a test first asks for it. */
    private static final class Shared {

        static final EmbeddedPostgres SERVER = start(EmbeddedPostgres.builder());
    }

    /** Starts a server that answers a commit when it is certain, as servers do. */
    public static EmbeddedPostgres start(EmbeddedPostgres.Builder server) {
        try {
            return server.setServerConfig("synchronous_commit", "on").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of a new database that holds nothing, for a user who may do everything in it. */
    public static String newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        administrator().sql("CREATE DATABASE " + name).update();
        return Shared.SERVER.getJdbcUrl("postgres", name);
    }

    /** A way in for those who set up users and look at what is going on. */
    public static JdbcClient administrator() {
        return JdbcClient.create(Shared.SERVER.getPostgresDatabase());
    }
}
