package io.conversationcleanup.app;

import io.conversationcleanup.repository.RepositoryConnector;
import io.conversationcleanup.repository.RepositoryUrl;
import io.conversationcleanup.repository.Surroundings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.api.Trigger;

/**
 * Does something in the middle of staging, exactly then: a trigger of the database on the n-th row, so that the program needs
 * no hook of its own.
 */
public final class StagingHook implements Trigger {

    /** By the names of the triggers: the database makes the objects. */
    private static final Map<String, Runnable> ACTIONS = new ConcurrentHashMap<>();

    private static final AtomicInteger MADE = new AtomicInteger();

    private final AtomicInteger rows = new AtomicInteger();
    private String name = "";
    private int number;

    /** For the database. */
    public StagingHook() {}

    /** Makes the repository in this directory and has it run the action in the transaction of the n-th row. */
    static void install(Path data, int number, Runnable action) throws SQLException {
        String name = "HOOK_" + number + "_" + MADE.incrementAndGet();
        ACTIONS.put(name, action);
        OpenRuns.open(
                        RepositoryConnector.of(Optional.empty(), data, Optional.empty(), Optional.empty(), "test"),
                        new Surroundings("a test", System::nanoTime, pause -> Thread.onSpinWait(), new SecureRandom()))
                .close();
        try (Connection connection =
                        DriverManager.getConnection(RepositoryUrl.effective(RepositoryUrl.embedded(data)));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER " + name + " AFTER INSERT ON cleanup_row FOR EACH ROW CALL '"
                    + StagingHook.class.getName() + "'");
        }
    }

    @Override
    public void init(Connection connection, String schema, String triggerName, String table, boolean before, int type) {
        name = triggerName;
        number = Integer.parseInt(triggerName.split("_", -1)[1]);
    }

    @Override
    public void fire(Connection connection, Object[] oldRow, Object[] newRow) {
        if (rows.incrementAndGet() == number) {
            Runnable action = ACTIONS.remove(name);
            if (action != null) {
                action.run();
            }
        }
    }
}
