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

/**
 * What differs from one database to the other; all other SQL is the same for both. The dialects have no state, hence are
 * thread-safe.
 */
public sealed interface Dialect {

    /** The dialect of this database, of which it asks the database itself. */
    static Dialect of(DataSource database) {
        String product = new JdbcTemplate(database).execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName());
        return Objects.equals(product, "PostgreSQL") ? new PostgreSql() : new H2();
    }

    /** The database in the names of the scripts that make tables, Spring Batch's and our own. */
    String nameInScripts();

    /**
     * Makes tables, unless they are there. Of processes that do so at the same moment one makes them.
     *
     * @param there whether they are there already, all of them
     * @param script makes them
     * @param clearing removes what a creation that was cut short has left; empty if the script can go on from there
     */
    void make(DataSource database, BooleanSupplier there, Resource script, Optional<Resource> clearing);

    /**
     * What a query ends with that reads a row nobody may change until the statement has been committed; empty where only one
     * process writes at a time.
     */
    String shared();

    /** What a query ends with that keeps others from changing a row until the transaction ends. */
    String locked();

    /** Ends the sessions of a process that is taken for gone, and with them what they hold locked. */
    void endSessions(JdbcClient database, String process);

    /** Returns once whatever has been committed so far outlives a loss of power. */
    void force(JdbcTemplate database);

    /** H2, in a file that one process has open at a time. */
    final class H2 implements Dialect {

        @Override
        public String nameInScripts() {
            return "h2";
        }

        /** No transaction holds a creation of tables together here, and the file keeps other processes out. */
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

        /** The database's own process has them, and it is this one. */
        @Override
        public void endSessions(JdbcClient database, String process) {}

        /** A commit hands its changes to the operating system, so that they outlive a kill, and no more. */
        @Override
        public void force(JdbcTemplate database) {
            database.execute("CHECKPOINT SYNC");
        }
    }

    /** PostgreSQL, which many processes use at a time. */
    final class PostgreSql implements Dialect {

        /** A number that other programs in the same database are unlikely to lock. */
        private static final String ALONE = "SELECT pg_advisory_xact_lock(7213994057129104733)";

        /** A role may end its own sessions; the words are those of {@link PostgreSqlUrl#named}. */
        private static final String END_SESSIONS = """
                SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE RIGHT(application_name, LENGTH(:process)) = :process
                """;

        @Override
        public String nameInScripts() {
            return "postgresql";
        }

        /**
         * In one transaction, so that they are all there or none is and nothing ever has to be cleared, behind a lock that ends
         * with it.
         */
        @Override
        public void make(DataSource database, BooleanSupplier there, Resource script, Optional<Resource> clearing) {
            requireAllCharacters(database);
            // Once they are there no right to make any is needed.
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

        /** An id with a character that the database cannot store would end a run in its middle. */
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

        /** Not FOR UPDATE, which would wait for every row added that refers to this one, and those for it: a deadlock. */
        @Override
        public String locked() {
            return "FOR NO KEY UPDATE";
        }

        /** A process that is suspended within a transaction would keep its rows locked for as long as its connection lives. */
        @Override
        public void endSessions(JdbcClient database, String process) {
            database.sql(END_SESSIONS)
                    .param("process", process)
                    .query(Long.class)
                    .single();
        }

        /** A commit does so by itself, unless the server's administrator has set {@code synchronous_commit} off. */
        @Override
        public void force(JdbcTemplate database) {}
    }

    /**
     * The database cannot hold the ledger, or holds tables of a version that this program does not know. Its message is for a
     * person.
     */
    static final class UnusableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }
}
