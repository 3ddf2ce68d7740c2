package io.conversationcleanup.repository;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What differs from one database to the other; all other SQL is the same for both. The dialects have no state, hence are
 * thread-safe.
 */
public sealed interface Dialect permits H2Dialect, PostgreSqlDialect {

    /** The dialect of this database, of which it asks the database itself. */
    static Dialect of(DataSource database) {
        String product = new JdbcTemplate(database).execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName());
        return Objects.equals(product, "PostgreSQL") ? new PostgreSqlDialect() : new H2Dialect();
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
}
