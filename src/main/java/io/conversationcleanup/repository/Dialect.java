package io.conversationcleanup.repository;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The SQL that differs between the supported databases. Stateless, thread-safe. */
public sealed interface Dialect {

    /** Detects the dialect of a database. */
    static Dialect of(DataSource database) {
        String product = new JdbcTemplate(database).execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName());
        return Objects.equals(product, "PostgreSQL") ? new PostgreSql() : new H2();
    }

    /** Returns the database's name in the schema scripts, Spring Batch's included. */
    String nameInScripts();

    /** Creates missing tables, in one process at a time; {@code clearing} first removes an interrupted creation. */
    void make(DataSource database, BooleanSupplier there, Resource script, Optional<Resource> clearing);

    /** Returns a query's suffix that prevents changes to its rows until commit; empty if only one process writes. */
    String shared();

    /** Returns the end of a query that locks its rows until the transaction ends. */
    String locked();

    /** Ends the sessions of a process that counts as gone, and so releases its locks. */
    void endSessions(JdbcClient database, String process);

    /** Makes all commits so far survive a power loss. */
    void force(JdbcTemplate database);

    /** H2, in a file that one process opens at a time. */
    final class H2 implements Dialect {

        @Override
        public String nameInScripts() {
            return "h2";
        }

        /** Clears first, because H2 commits each DDL statement; the file lock excludes other processes. */
        @Override
        public void make(DataSource database, BooleanSupplier there, Resource script, Optional<Resource> clearing) {
            if (!there.getAsBoolean()) {
                clearing.ifPresent(first -> new ResourceDatabasePopulator(first).execute(database));
                new ResourceDatabasePopulator(script).execute(database);
            }
        }

        @Override
        public String shared() {
            return "";
        }

        @Override
        public String locked() {
            return "FOR UPDATE";
        }

        /** This process is the only one with sessions. */
        @Override
        public void endSessions(JdbcClient database, String process) {}

        /** An H2 commit survives a kill but not a power loss. */
        @Override
        public void force(JdbcTemplate database) {
            database.execute("CHECKPOINT SYNC");
        }
    }

    /** PostgreSQL, which many processes use at a time. */
    final class PostgreSql implements Dialect {

        /** A number that other programs are unlikely to lock. */
        private static final String ALONE = "SELECT pg_advisory_xact_lock(7213994057129104733)";

        /** A role may end its own sessions; {@link PostgreSqlUrl#named} sets the application name. */
        private static final String END_SESSIONS = """
                SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE RIGHT(application_name, LENGTH(:process)) = :process
                """;

        @Override
        public String nameInScripts() {
            return "postgresql";
        }

        /** One transaction creates all tables or none; the lock ends with it. */
        @Override
        public void make(DataSource database, BooleanSupplier there, Resource script, Optional<Resource> clearing) {
            requireAllCharacters(database);
            // No CREATE privilege is needed once the tables exist.
            if (there.getAsBoolean()) {
                return;
            }
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
            transaction.executeWithoutResult(status -> {
                new JdbcTemplate(database).execute(ALONE);
                if (!there.getAsBoolean()) {
                    new ResourceDatabasePopulator(script).execute(database);
                }
            });
        }

        /** An id that the database cannot store would stop a run midway. */
        private static void requireAllCharacters(DataSource database) {
            Optional<String> encoding =
                    Optional.ofNullable(new JdbcTemplate(database).execute((ConnectionCallback<String>)
                            connection -> Objects.requireNonNullElse(
                                    connection.unwrap(PGConnection.class).getParameterStatus("server_encoding"), "")));
            if (!encoding.equals(Optional.of("UTF8"))) {
                throw new Dialect.UnusableException("its database stores text as " + encoding.orElse("")
                        + ", which has not all characters of ids. Nothing was changed. Create one with CREATE DATABASE cleanup"
                        + " ENCODING 'UTF8' TEMPLATE template0, and name it with --repository");
            }
        }

        @Override
        public String shared() {
            return "FOR SHARE";
        }

        /** FOR UPDATE would conflict with inserts of rows that refer to this one and cause deadlocks. */
        @Override
        public String locked() {
            return "FOR NO KEY UPDATE";
        }

        /** A process suspended in a transaction would keep its locks as long as its connection exists. */
        @Override
        public void endSessions(JdbcClient database, String process) {
            database.sql(END_SESSIONS)
                    .param("process", process)
                    .query(Long.class)
                    .single();
        }

        /** A commit is durable unless the administrator has turned {@code synchronous_commit} off. */
        @Override
        public void force(JdbcTemplate database) {}
    }

    /** The database is unsuitable or its tables have an unknown version. The message is for display. */
    static final class UnusableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }
}
