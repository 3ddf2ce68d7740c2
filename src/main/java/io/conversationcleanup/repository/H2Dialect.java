package io.conversationcleanup.repository;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** H2, in a file that one process has open at a time. */
final class H2Dialect implements Dialect {

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
