package io.conversationcleanup.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import org.h2.engine.SysProperties;
import org.h2.tools.Server;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves an open H2 database to other processes of the same user, which its file's lock shuts out. Thread-safe.
 *
 * <p>H2 can do so by itself with {@code AUTO_SERVER}, but not together with {@code DB_CLOSE_ON_EXIT=FALSE}, without which a
 * signal would close the database under the run; and it would listen on every address.
 *
 * <p>Why this is safe: it listens on the loopback address alone, on a port that the system chooses; nobody is let in who does
 * not name the key, 128 random bits that stand in a file which only the same user can read; the key opens this database and
 * no other; and who can read that file can read the database file as well. The key changes with each start, and the file is
 * gone when the database is closed. A file that a killed process left behind leads nowhere: nothing answers to its key.
 */
public final class RepositoryServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RepositoryServer.class);

    private static final int KEY_BYTES = 16;

    private final Server server;
    private final Path file;
    private final ServerFile holder;

    private RepositoryServer(Server server, Path file, ServerFile holder) {
        this.server = server;
        this.file = file;
        this.holder = holder;
    }

    /**
     * Serves a database that this process has open; empty if it is not in a file, or cannot be served: what the process
     * does with it does not depend on that.
     *
     * @param url the URL with which it was opened
     * @param work what this process has it open for
     */
    public static Optional<RepositoryServer> serve(String url, ServerFile.Work work, Surroundings surroundings) {
        Optional<Path> database = RepositoryUrl.file(url);
        if (database.isEmpty()) {
            return Optional.empty();
        }
        if (!Surroundings.LOOPBACK.equals(SysProperties.BIND_ADDRESS)) {
            log.debug("H2 would listen on all addresses, so the repository is not served to other processes");
            return Optional.empty();
        }
        byte[] bytes = new byte[KEY_BYTES];
        surroundings.random().nextBytes(bytes);
        String key = HexFormat.of().formatHex(bytes);
        Path file = ServerFile.file(database.get());
        try {
            Server server = Server.createTcpServer(
                    "-tcpPort", "0", "-tcpDaemon", "-ifExists", "-key", key, RepositoryUrl.place(url));
            server.start();
            ServerFile holder = new ServerFile(
                    server.getPort(), key, ProcessHandle.current().pid(), surroundings.command(), work);
            try {
                holder.write(file);
            } catch (IOException e) {
                server.stop();
                throw e;
            }
            return Optional.of(new RepositoryServer(server, file, holder));
        } catch (SQLException | IOException e) {
            log.warn("Other commands cannot use the repository until this one ends: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Makes the file of an open database smaller and closes it, and says so to those who wait for it.
     *
     * @param compaction does it
     */
    public static void whileCompacting(String url, String command, Compaction compaction) throws SQLException {
        Optional<Path> file = RepositoryUrl.file(url).map(ServerFile::file);
        ServerFile holder = new ServerFile(0, "", ProcessHandle.current().pid(), command, ServerFile.Work.COMPACTION);
        try {
            if (file.isPresent()) {
                holder.write(file.get());
            }
            compaction.run();
        } catch (IOException e) {
            throw new SQLException("others could not be told", e);
        } finally {
            file.ifPresent(written -> remove(written, holder));
        }
    }

    /** What makes a file smaller. */
    public interface Compaction {
        /** Does it. */
        void run() throws SQLException;
    }

    /** Another process may have opened the database meanwhile, and written its own. */
    private static void remove(Path file, ServerFile own) {
        try {
            if (ServerFile.read(file).equals(Optional.of(own))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log.debug("The file {} could not be removed; it leads nowhere", file, e);
        }
    }

    /** Serves no longer. To be called before the database is closed, which stays open as long as anybody uses it. */
    @Override
    public void close() {
        remove(file, holder);
        server.stop();
    }
}
