package io.conversationcleanup.repository;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FileAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a repository, directly or through the process that has its file open. Immutable.
 *
 * @param url the effective URL, see {@link RepositoryUrl#effective}
 * @param sessions a word that identifies these sessions at a database server
 */
public record RepositoryConnector(String url, Optional<String> user, Optional<String> password, String sessions) {

    public RepositoryConnector {
        url = RepositoryUrl.named(url, sessions);
    }

    private static final Logger log = LoggerFactory.getLogger(RepositoryConnector.class);

    /**
     * Creates a connector for this URL, or for the embedded repository in {@code data} if it is empty.
     *
     * @throws CommandFailedException if the URL cannot be used
     */
    public static RepositoryConnector of(
            Optional<String> url, Path data, Optional<String> user, Optional<String> password, String sessions) {
        try {
            return new RepositoryConnector(
                    RepositoryUrl.effective(url.orElseGet(() -> RepositoryUrl.embedded(data))),
                    user,
                    password,
                    sessions);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(ExitCode.SETTINGS, String.valueOf(e.getMessage()));
        }
    }

    /** A suspended process that has the file open does not answer; milliseconds. */
    private static final String REMOTE_SETTINGS = ";NETWORK_TIMEOUT=10000";

    /** In bytes. */
    private static final long WORTH_COMPACTING = 16_000_000;

    /** A file that H2 reported as 54 % filled shrank by three quarters. */
    private static final int FILLED_PERCENT = 80;

    private static final int WHOLE_PERCENT = 100;

    /** Opens the repository; empty if another process has the file open. */
    public Optional<Connection> open() throws SQLException {
        try {
            return Optional.of(DriverManager.getConnection(url, credentials()));
        } catch (SQLException e) {
            if (RepositoryUrl.isLocked(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Creates the database's file, readable only by this user; H2 would use the umask. Opening it reports failures. */
    public void createFile() {
        RepositoryUrl.dataFile(url).filter(this::mayCreate).ifPresent(file -> {
            try {
                FileAccess.OWNER_ONLY.createFile(file);
            } catch (IOException e) {
                log.debug("The repository's file could not be created", e);
            }
        });
    }

    /** A compacted file that a kill left under its temporary name must not be hidden by a new one. */
    private boolean mayCreate(Path file) {
        String settings = url.toUpperCase(Locale.ROOT);
        return Stream.of(";IFEXISTS=TRUE", ";FORBID_CREATION=TRUE").noneMatch(settings::contains)
                && Files.notExists(file.resolveSibling(file.getFileName() + ".newFile"));
    }

    /** Returns the process that serves the file, or did until it was killed; empty if there is none. */
    public Optional<ServerFile> holder() {
        return RepositoryUrl.file(url).flatMap(path -> ServerFile.read(ServerFile.file(path)));
    }

    /** Opens the repository through the process that has the file open; empty if that process does not answer. */
    public Optional<Connection> openThrough(ServerFile holder) {
        try {
            String served = "jdbc:h2:tcp://127.0.0.1:" + holder.port() + "/" + holder.key() + REMOTE_SETTINGS
                    + RepositoryUrl.credentials(url);
            return Optional.of(DriverManager.getConnection(served, credentials()));
        } catch (SQLException e) {
            // The process was killed and left its file behind, or is about to end.
            return Optional.empty();
        }
    }

    /** Compacts an embedded database and closes it; no other connection may be in use. */
    public void compact(Connection connection) throws SQLException {
        if (RepositoryUrl.isOnServer(url)) {
            return;
        }
        // H2 replaces the file by a new one with the umask's permissions.
        Optional<Path> file = RepositoryUrl.dataFile(url);
        Optional<Set<PosixFilePermission>> rights = file.flatMap(FileAccess::permissions);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN COMPACT");
        } finally {
            rights.ifPresent(kept -> giveBack(file.orElseThrow(), kept));
        }
    }

    private static void giveBack(Path file, Set<PosixFilePermission> rights) {
        try {
            if (!FileAccess.permissions(file).equals(Optional.of(rights))) {
                Files.setPosixFilePermissions(file, rights);
            }
        } catch (IOException e) {
            log.warn("The rights of {} could not be set as they were: {}", file, e.getMessage());
        }
    }

    /**
     * Returns whether most of the file is free space: many small commits leave it up to 20 times too large (measured
     * after 1,000,000 rows: 534 MB, compacted to 36 MB in 3 s).
     */
    public boolean isSparse(Connection connection) throws SQLException {
        if (RepositoryUrl.isOnServer(url)) {
            return false;
        }
        // The percentage of the file in chunks, and that of the chunks in use.
        long filledPercent =
                setting(connection, "info.FILL_RATE") * setting(connection, "info.CHUNKS_FILL_RATE") / WHOLE_PERCENT;
        return setting(connection, "info.FILE_SIZE") >= WORTH_COMPACTING && filledPercent < FILLED_PERCENT;
    }

    private static long setting(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT CAST(setting_value AS BIGINT) FROM information_schema.settings WHERE setting_name = ?")) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        }
    }

    /** Returns the database's file for display; empty text if there is none. */
    public String file() {
        return RepositoryUrl.dataFile(url).map(Path::toString).orElse("");
    }

    /** Do not repeat what the URL contains: H2 takes even an empty user for a different one. */
    private Properties credentials() {
        Properties credentials = new Properties();
        user.ifPresent(name -> credentials.setProperty("user", name));
        password.ifPresent(word -> credentials.setProperty("password", word));
        return credentials;
    }

    /** Omits the URL, which may contain a password. */
    @Override
    public String toString() {
        return "RepositoryConnector[" + user.orElse("") + "]";
    }
}
