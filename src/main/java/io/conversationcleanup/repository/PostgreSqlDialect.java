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

/** PostgreSQL, which many processes use at a time. */
public final class PostgreSqlDialect implements Dialect {

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
        Optional<String> encoding = Optional.ofNullable(new JdbcTemplate(database).execute((ConnectionCallback<String>)
                connection -> Objects.requireNonNullElse(
                        connection.unwrap(PGConnection.class).getParameterStatus("server_encoding"), "")));
        if (!encoding.equals(Optional.of("UTF8"))) {
            throw new LedgerSchema.UnusableException("its database stores text as " + encoding.orElse("")
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
        database.sql(END_SESSIONS).param("process", process).query(Long.class).single();
    }

    /** A commit does so by itself, unless the server's administrator has set {@code synchronous_commit} off. */
    @Override
    public void force(JdbcTemplate database) {}
}
