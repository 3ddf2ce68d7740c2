package io.conversationcleanup.repository;

import io.conversationcleanup.model.Causes;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;

/** The JDBC URL of the repository, and what its database says when another process holds it. Stateless, thread-safe. */
public final class RepositoryUrl {

    private static final String EXAMPLE = "jdbc:h2:file:./cleanup-data/repository";

    private static final String POSTGRESQL_EXAMPLE = "jdbc:postgresql://db.example.com:5432/cleanup";

    private static final String H2 = "jdbc:h2:";

    // Without WRITE_DELAY=0 H2 loses transactions that it had committed when the process is killed. Without
    // DB_CLOSE_ON_EXIT=FALSE it closes itself on SIGTERM, before the run in progress could note where it stands. Its
    // default cache of 8 parsed statements is too small for a sender's turn and Spring Batch's: records take half the
    // time with more. A trace file beside the database would tell nothing that our own messages do not.
    private static final List<String> SETTINGS =
            List.of("WRITE_DELAY=0", "DB_CLOSE_ON_EXIT=FALSE", "QUERY_CACHE_SIZE=64", "TRACE_LEVEL_FILE=0");

    private RepositoryUrl() {}

    /**
     * The URL of the embedded repository, a file in this directory.
     *
     * @throws IllegalArgumentException if H2 cannot keep it there, with a text for the person who chose the directory
     */
    public static String embedded(Path directory) {
        Path file = directory.resolve("repository").toAbsolutePath();
        // In a URL, H2's settings begin there.
        if (file.toString().indexOf(';') >= 0) {
            throw unsupported(file);
        }
        return H2 + "file:" + file;
    }

    private static IllegalArgumentException unsupported(Path file) {
        return new IllegalArgumentException(
                "The repository cannot be kept in "
                        + file.toAbsolutePath().getParent()
                        + ": H2, the embedded database, does not support ; or \\ in a path. Start the program in another"
                        + " directory, or name another place with --repository. Example: jdbc:h2:file:/var/lib/cleanup/repository");
    }

    /**
     * The URL with which to open the repository: the one given, with the settings that the ledger counts on unless it has
     * its own. Above all, what was committed must outlive a kill.
     *
     * @throws IllegalArgumentException if the URL is not one that a ledger can be kept at, with a text for the person who
     *     wrote it; the text does not repeat the URL, which may hold a password
     */
    public static String effective(String url) {
        if (PostgreSqlUrl.isOne(url)) {
            return PostgreSqlUrl.effective(url, POSTGRESQL_EXAMPLE);
        }
        if (!url.regionMatches(true, 0, H2, 0, H2.length())) {
            throw new IllegalArgumentException("the repository's URL must begin with " + H2 + " or "
                    + PostgreSqlUrl.PREFIX + ": H2 and PostgreSQL are the databases supported. Examples: " + EXAMPLE
                    + ", " + POSTGRESQL_EXAMPLE);
        }
        // H2 takes a backslash for a slash, and so would open another file.
        file(url)
                .filter(path -> File.separatorChar == '/'
                        && path.toAbsolutePath().toString().indexOf('\\') >= 0)
                .ifPresent(path -> {
                    throw unsupported(path);
                });
        String place = url.substring(H2.length()).toLowerCase(Locale.ROOT);
        if (Stream.of("tcp:", "ssl:").anyMatch(place::startsWith)) {
            throw new IllegalArgumentException(
                    "the repository cannot be on an H2 server: only the lock of a file of its"
                            + " own keeps a second process from the same run. Example: " + EXAMPLE);
        }
        List<String> settings =
                settings(url).map(setting -> setting.toUpperCase(Locale.ROOT)).toList();
        if (settings.contains("AUTO_SERVER=TRUE")) {
            throw new IllegalArgumentException(
                    "the repository's URL must not have AUTO_SERVER=TRUE: H2 does not combine"
                            + " it with DB_CLOSE_ON_EXIT=FALSE, without which a stop by a signal would cut the run short");
        }
        StringBuilder effective = new StringBuilder(url);
        for (String setting : SETTINGS) {
            String name = setting.substring(0, setting.indexOf('=') + 1);
            if (settings.stream().noneMatch(own -> own.startsWith(name))) {
                effective.append(';').append(setting);
            }
        }
        return effective.toString();
    }

    /**
     * The same URL, such that a database server knows which process its sessions belong to.
     *
     * @param effective see {@link #effective}
     * @param process a word that no other process has
     */
    public static String named(String effective, String process) {
        return PostgreSqlUrl.isOne(effective) ? PostgreSqlUrl.named(effective, process) : effective;
    }

    /** The database's place in an H2 URL: what stands before the settings. */
    static String place(String url) {
        return url.split(";", 2)[0].substring(H2.length());
    }

    /** Those settings of an H2 URL that let a client in, as they stand there, each after a semicolon. */
    static String credentials(String url) {
        return settings(url)
                .filter(setting -> setting.toUpperCase(Locale.ROOT).matches("(USER|PASSWORD|CIPHER)=.*"))
                .map(setting -> ";" + setting)
                .collect(Collectors.joining());
    }

    private static Stream<String> settings(String url) {
        // A semicolon inside of a setting is escaped with a backslash.
        return Arrays.stream(url.split("(?<!\\\\);", -1)).skip(1).map(String::strip);
    }

    /** The path of the database that the URL names, without H2's own ending; empty if it is not in a plain file. */
    static Optional<Path> file(String url) {
        if (!url.regionMatches(true, 0, H2, 0, H2.length())) {
            return Optional.empty();
        }
        String path =
                place(url).replaceFirst("^file:", "").replaceFirst("^~(?=/)", System.getProperty("user.home", ""));
        // What is left of another scheme, such as mem:, still has its colon; a drive's letter stands alone before it.
        return path.matches("\\w{2,}:.*") ? Optional.empty() : Optional.of(Path.of(path));
    }

    /** The file that holds an H2 database; empty if it is not in a plain file. */
    static Optional<Path> dataFile(String url) {
        return file(url).map(path -> path.resolveSibling(path.getFileName() + ".mv.db"));
    }

    /**
     * The files of an embedded repository; none if it is on a server or in memory.
     *
     * @param source where the URL was named
     */
    public static List<Written> written(String url, Source source) {
        Optional<Path> database = file(url);
        if (database.isEmpty()) {
            return List.of();
        }
        Path path = database.get();
        Pattern beside = Pattern.compile(
                Pattern.quote(path.getFileName() + ".") + "(made|holder(\\..*)?|(mv|.*temp|trace|lock)\\.db(\\..*)?)");
        // Both are written in place, so that a link that has the name of one would be written through.
        return Stream.of(".mv.db", ".made")
                .map(ending ->
                        new Written("the repository", path.resolveSibling(path.getFileName() + ending), beside, source))
                .toList();
    }

    /** Whether the database is a server of its own, which needs a user and may be out of reach. */
    public static boolean isOnServer(String url) {
        return PostgreSqlUrl.isOne(url);
    }

    /** Whether there may be a repository at this URL: not if its file is missing. */
    public static boolean mayExist(String url) {
        return dataFile(url).map(file -> Files.exists(file)).orElse(true);
    }

    /** Whether this, or a cause of it, is H2 saying that another process has the repository open. */
    public static boolean isLocked(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause ->
                        cause instanceof SQLException sql && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1);
    }
}
