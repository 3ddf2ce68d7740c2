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

/** The JDBC URL of the repository. Stateless, thread-safe. */
public final class RepositoryUrl {

    private static final String EXAMPLE = "jdbc:h2:file:./cleanup-data/repository";

    private static final String POSTGRESQL_EXAMPLE = "jdbc:postgresql://db.example.com:5432/cleanup";

    private static final String H2 = "jdbc:h2:";

    // Without WRITE_DELAY=0 a kill loses committed transactions. Without DB_CLOSE_ON_EXIT=FALSE H2 closes on SIGTERM
    // before the run can record its state. A cache of 64 statements instead of 8 halves the time of a record.
    private static final List<String> SETTINGS =
            List.of("WRITE_DELAY=0", "DB_CLOSE_ON_EXIT=FALSE", "QUERY_CACHE_SIZE=64", "TRACE_LEVEL_FILE=0");

    private RepositoryUrl() {}

    /** Returns the embedded repository's URL, or throws with a message for display if H2 rejects the path. */
    public static String embedded(Path directory) {
        Path file = directory.resolve("repository").toAbsolutePath();
        // A semicolon starts H2's settings.
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
     * Adds the required settings, above all durable commits, unless the URL sets them.
     *
     * @throws IllegalArgumentException for an unsupported URL; the message never contains it, because of passwords
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
        // H2 treats a backslash as a slash and would open another file.
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

    /** Adds a word that identifies this process's sessions at a database server to an effective URL. */
    public static String named(String effective, String process) {
        return PostgreSqlUrl.isOne(effective) ? PostgreSqlUrl.named(effective, process) : effective;
    }

    /** The part of an H2 URL before the settings. */
    static String place(String url) {
        return url.split(";", 2)[0].substring(H2.length());
    }

    /** The credentials in an H2 URL, each after a semicolon. */
    static String credentials(String url) {
        return settings(url)
                .filter(setting -> setting.toUpperCase(Locale.ROOT).matches("(USER|PASSWORD|CIPHER)=.*"))
                .map(setting -> ";" + setting)
                .collect(Collectors.joining());
    }

    private static Stream<String> settings(String url) {
        // A backslash escapes a semicolon in a setting.
        return Arrays.stream(url.split("(?<!\\\\);", -1)).skip(1).map(String::strip);
    }

    /** The path in an H2 URL without H2's file extension; empty if it is not a plain file. */
    static Optional<Path> file(String url) {
        if (!url.regionMatches(true, 0, H2, 0, H2.length())) {
            return Optional.empty();
        }
        String path =
                place(url).replaceFirst("^file:", "").replaceFirst("^~(?=/)", System.getProperty("user.home", ""));
        // Another scheme, such as mem:, still has its colon; a drive letter is a single character.
        return path.matches("\\w{2,}:.*") ? Optional.empty() : Optional.of(Path.of(path));
    }

    /** The file of an H2 database; empty if it is not a plain file. */
    static Optional<Path> dataFile(String url) {
        return file(url).map(path -> path.resolveSibling(path.getFileName() + ".mv.db"));
    }

    /** Lists the files of an embedded repository; none on a server or in memory. */
    public static List<Written> written(String url, Source source) {
        Optional<Path> database = file(url);
        if (database.isEmpty()) {
            return List.of();
        }
        Path path = database.get();
        Pattern beside = Pattern.compile(
                Pattern.quote(path.getFileName() + ".") + "(made|holder(\\..*)?|(mv|.*temp|trace|lock)\\.db(\\..*)?)");
        // Both are written in place, so a link with such a name would be followed.
        return Stream.of(".mv.db", ".made")
                .map(ending ->
                        new Written("the repository", path.resolveSibling(path.getFileName() + ending), beside, source))
                .toList();
    }

    /** Returns whether the database is a separate server, which needs a user and may be unreachable. */
    public static boolean isOnServer(String url) {
        return PostgreSqlUrl.isOne(url);
    }

    /** Returns whether a repository may exist: false only if its file is missing. */
    public static boolean mayExist(String url) {
        return dataFile(url).map(file -> Files.exists(file)).orElse(true);
    }

    /** Returns whether H2 reports that another process has the file open. */
    public static boolean isLocked(Throwable failure) {
        return Causes.of(failure)
                .anyMatch(cause ->
                        cause instanceof SQLException sql && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1);
    }
}
