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
 * Serves an open H2 database to other processes of the same user, which its file lock excludes. Thread-safe.
 *
 * <p>H2's {@code AUTO_SERVER} excludes {@code DB_CLOSE_ON_EXIT=FALSE}, without which a signal closes the database
 * during a run, and it listens on every address. This server listens on loopback only. Its random 128-bit key is in a
 * file that only this user can read, opens only this database, and changes with each start.
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

    /** Serves an open database; empty if it is not in a file or cannot be served, which is no error. */
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

    /** Compacts and closes an open database, and announces that to waiting processes. */
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

    /** Compacts an open database. */
    public interface Compaction {
        void run() throws SQLException;
    }

    /** Another process may have opened the database meanwhile and written its own file. */
    private static void remove(Path file, ServerFile own) {
        try {
            if (ServerFile.read(file).equals(Optional.of(own))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log.debug("The file {} could not be removed; it leads nowhere", file, e);
        }
    }

    /** Stops serving. Call before closing the database, which stays open as long as a client uses it. */
    @Override
    public void close() {
        remove(file, holder);
        server.stop();
    }
}
