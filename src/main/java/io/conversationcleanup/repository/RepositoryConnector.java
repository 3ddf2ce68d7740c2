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
 * The ways into a repository: its own, or, if another process has the file open, through that process. Immutable, hence
 * thread-safe.
 *
 * @param url the effective URL, see {@link RepositoryUrl#effective}
 * @param user the database's user, if the URL does not name one and it needs one
 * @param password the user's password, likewise
 * @param sessions a word by which a database server knows the sessions that are opened with this
 */
public record RepositoryConnector(String url, Optional<String> user, Optional<String> password, String sessions) {

    public RepositoryConnector {
        url = RepositoryUrl.named(url, sessions);
    }

    private static final Logger log = LoggerFactory.getLogger(RepositoryConnector.class);

    /**
     * The ways into the repository that is meant.
     *
     * @param url as it was named; empty for the embedded one
     * @param data holds the embedded one
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

    /** How long a process that has the file open may take for an answer: one that is suspended gives none. */
    private static final String REMOTE_SETTINGS = ";NETWORK_TIMEOUT=10000";

    /** In bytes; a smaller file is in nobody's way. */
    private static final long WORTH_COMPACTING = 16_000_000;

    /** A file with 54 % of it in use, as H2 has it, was made smaller by three quarters. */
    private static final int FILLED_PERCENT = 80;

    private static final int WHOLE_PERCENT = 100;

    /**
     * Opens it; empty if another process has the file open.
     *
     * @throws SQLException if it cannot be opened for another reason
     */
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

    /**
     * Creates the database's file, and the directories above it, unless they exist. Only this user can read them, while H2
     * would leave that to the umask. Does nothing if that is not possible: opening it will tell why.
     */
    public void createFile() {
        RepositoryUrl.dataFile(url).filter(this::mayCreate).ifPresent(file -> {
            try {
                FileAccess.OWNER_ONLY.createFile(file);
            } catch (IOException e) {
                log.debug("The repository's file could not be created", e);
            }
        });
    }

    /** Whether H2 would create the file, and has no compacted one that a kill kept from its place. */
    private boolean mayCreate(Path file) {
        String settings = url.toUpperCase(Locale.ROOT);
        return Stream.of(";IFEXISTS=TRUE", ";FORBID_CREATION=TRUE").noneMatch(settings::contains)
                && Files.notExists(file.resolveSibling(file.getFileName() + ".newFile"));
    }

    /** The process that has the file open and serves it, or did so until it was killed; empty if there is none. */
    public Optional<ServerFile> holder() {
        return RepositoryUrl.file(url).flatMap(path -> ServerFile.read(ServerFile.file(path)));
    }

    /** Opens it through the process that has the file open; empty if that does not answer. */
    public Optional<Connection> openThrough(ServerFile holder) {
        try {
            String served = "jdbc:h2:tcp://127.0.0.1:" + holder.port() + "/" + holder.key() + REMOTE_SETTINGS
                    + RepositoryUrl.credentials(url);
            return Optional.of(DriverManager.getConnection(served, credentials()));
        } catch (SQLException e) {
            // The file is one that a killed process left behind, or the process is about to end.
            return Optional.empty();
        }
    }

    /**
     * Gives the room of what was deleted back to the file system and closes the database; nothing but this connection may
     * use it. On a server, which does so by itself, nothing happens.
     */
    public void compact(Connection connection) throws SQLException {
        if (RepositoryUrl.isOnServer(url)) {
            return;
        }
        // H2 writes a new file, with the rights that the umask gives, and puts it in place of the old one.
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
     * Whether most of its file is room that nothing fills any more: many small commits leave it up to twenty times as large as
     * what it holds (measured: 534 MB, and 36 MB when it was compacted, in 3 s, after a run of 1,000,000 rows).
     */
    public boolean isSparse(Connection connection) throws SQLException {
        if (RepositoryUrl.isOnServer(url)) {
            return false;
        }
        // H2 tells how much of the file its chunks take, and how much of the chunks is still in use.
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

    /** The database's file, for a person; empty if it is not in one. */
    public String file() {
        return RepositoryUrl.dataFile(url).map(Path::toString).orElse("");
    }

    /** What stands in the URL must not be said again: H2 takes even an empty user for another one. */
    private Properties credentials() {
        Properties credentials = new Properties();
        user.ifPresent(name -> credentials.setProperty("user", name));
        password.ifPresent(word -> credentials.setProperty("password", word));
        return credentials;
    }

    /** Without the URL, which may hold a password. */
    @Override
    public String toString() {
        return "RepositoryConnector[" + user.orElse("") + "]";
    }
}
