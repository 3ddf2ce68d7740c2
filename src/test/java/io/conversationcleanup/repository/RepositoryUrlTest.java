package io.conversationcleanup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.ledger.jdbc.OpenRepository;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryUrlTest {

    private static final String PLANS = "-c%20enable_seqscan=off%20-c%20enable_bitmapscan=off"
            + "%20-c%20enable_hashjoin=off%20-c%20enable_mergejoin=off%20-c%20jit=off";

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:./x, jdbc:h2:file:./x;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64;TRACE_LEVEL_FILE=0",
        "JDBC:H2:~/x, JDBC:H2:~/x;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64;TRACE_LEVEL_FILE=0",
        "jdbc:h2:mem:x;DB_CLOSE_DELAY=-1, jdbc:h2:mem:x;DB_CLOSE_DELAY=-1;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64;TRACE_LEVEL_FILE=0",
        "jdbc:h2:./x;write_delay=10, jdbc:h2:./x;write_delay=10;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64;TRACE_LEVEL_FILE=0",
        "jdbc:h2:./x; DB_CLOSE_ON_EXIT=true ;CACHE_SIZE=1, jdbc:h2:./x; DB_CLOSE_ON_EXIT=true ;CACHE_SIZE=1;WRITE_DELAY=0;QUERY_CACHE_SIZE=64;TRACE_LEVEL_FILE=0",
        "jdbc:h2:./x;AUTO_SERVER=FALSE, jdbc:h2:./x;AUTO_SERVER=FALSE;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64;TRACE_LEVEL_FILE=0",
        "jdbc:h2:./x;INIT=a\\;WRITE_DELAY=1, jdbc:h2:./x;INIT=a\\;WRITE_DELAY=1;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64;TRACE_LEVEL_FILE=0",
    })
    void theSettingsThatTheLedgerCountsOnAreAddedUnlessTheyAreThere(String given, String effective) {
        assertThat(RepositoryUrl.effective(given)).isEqualTo(effective);
    }

    @Test
    void theDefaultIsAFileInTheCurrentDirectory() {
        assertThat(RepositoryUrl.effective(RepositoryUrl.embedded(Path.of("/data"))))
                .isEqualTo(
                        "jdbc:h2:file:/data/repository;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64;TRACE_LEVEL_FILE=0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://me:secret@host/db",
                "h2:./secret",
                "jdbc:h2x:secret",
                "JDBC:postgresql:secret",
                "secret",
                ""
            })
    void anyOtherDatabaseIsRefusedWithoutRepeatingTheUrl(String url) {
        Golden.check("errors/repository-of-another-database.txt", refusal(url));
    }

    private static final String ADDED = "ApplicationName=conversation-cleanup&connectTimeout=10&socketTimeout=60"
            + "&tcpKeepAlive=true&options=" + PLANS;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:db",
                "jdbc:postgresql://host/db",
                "jdbc:postgresql://host/",
                "jdbc:postgresql://10.0.0.1:5432,b.example.com:5433,[::1]:5432/db"
            })
    void aPostgreSqlServerIsGivenUpOnInTimeAndReadByKeys(String url) {
        assertThat(RepositoryUrl.effective(url)).isEqualTo(url + "?" + ADDED);
        assertThat(RepositoryUrl.file(RepositoryUrl.effective(url))).isEmpty();
        assertThat(RepositoryUrl.isOnServer(RepositoryUrl.effective(url))).isTrue();
        assertThat(RepositoryUrl.isOnServer("jdbc:h2:./x")).isFalse();
    }

    @Test
    void settingsOfTheOwnersAreKept() {
        assertThat(RepositoryUrl.effective(
                        "jdbc:postgresql://h/db?user=me&password=a%26b&socketTimeout=5&options=-c%20work_mem=8MB&ssl"))
                .isEqualTo("jdbc:postgresql://h/db?user=me&password=a%26b&socketTimeout=5&options=-c%20work_mem=8MB%20"
                        + PLANS + "&ssl=&ApplicationName=conversation-cleanup&connectTimeout=10&tcpKeepAlive=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://me:secret@host/db",
                "jdbc:postgresql://host:secret/db",
                "jdbc:postgresql://host",
                "jdbc:postgresql:me:secret@db",
                "jdbc:postgresql://host/db/secret"
            })
    void aPostgreSqlUrlThatIsNoneIsRefusedWithoutRepeatingIt(String url) {
        Golden.check("errors/repository-url-not-postgresql.txt", refusal(url));
    }

    private static String refusal(String url) {
        return assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryUrl.effective(url))
                .actual()
                .getMessage();
    }

    @Test
    void settingsThatCannotBeReadAreNotRepeatedEither() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryUrl.effective("jdbc:postgresql://host/db?password=100%secret"))
                .withMessageContaining("%25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:tcp://localhost/~/x", "jdbc:h2:SSL://localhost/~/x"})
    void aServerIsRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryUrl.effective(url))
                .withMessageContaining("cannot be on an H2 server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:./x;AUTO_SERVER=TRUE", "jdbc:h2:./x;CACHE_SIZE=1; auto_server=true;USER=sa"})
    void anAutomaticServerIsRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryUrl.effective(url))
                .withMessageContaining("AUTO_SERVER=TRUE")
                .withMessageContaining("DB_CLOSE_ON_EXIT=FALSE");
    }

    @Test
    void aLockedRepositoryIsToldFromOtherFailures(@TempDir Path directory) throws Exception {
        String url = OpenRepository.h2Url(directory);
        DriverManager.getConnection(url).close();
        Throwable locked;
        try (FileChannel file = FileChannel.open(directory.resolve("repository.mv.db"), StandardOpenOption.WRITE)) {
            file.lock();
            locked = catchThrowable(() -> DriverManager.getConnection(url).close());
        }
        Throwable wrongPassword = catchThrowable(
                () -> DriverManager.getConnection(url, "nobody", "nothing").close());

        assertThat(locked).isInstanceOf(SQLException.class);
        assertThat(RepositoryUrl.isLocked(locked)).isTrue();
        assertThat(RepositoryUrl.isLocked(new IllegalStateException(new RuntimeException(locked))))
                .isTrue();
        assertThat(wrongPassword).isInstanceOf(SQLException.class);
        assertThat(RepositoryUrl.isLocked(wrongPassword)).isFalse();
        assertThat(RepositoryUrl.isLocked(new IllegalStateException("no database at all")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:h2:file:/a/b/repository;WRITE_DELAY=0, /a/b/repository",
        "jdbc:h2:./data/runs, ./data/runs",
        "jdbc:h2:file:data/runs, data/runs",
        "JDBC:H2:/x;USER=sa, /x"
    })
    void theFileOfAPlainDatabaseIsKnown(String url, String file) {
        assertThat(RepositoryUrl.file(url)).contains(Path.of(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:runs", "jdbc:h2:zip:/a.zip!/x", "jdbc:postgresql://db/runs"})
    void whatIsNoPlainFileHasNone(String url) {
        assertThat(RepositoryUrl.file(url)).isEmpty();
        assertThat(RepositoryUrl.mayExist(url)).isTrue();
    }

    @Test
    void aFileInTheHomeDirectoryIsFoundThere() {
        assertThat(RepositoryUrl.file("jdbc:h2:~/runs")).contains(Path.of(System.getProperty("user.home"), "runs"));
    }

    @Test
    void whoIsLetInStandsInTheUrlOrNot() {
        assertThat(RepositoryUrl.credentials("jdbc:h2:/x;user=sa;WRITE_DELAY=0;PASSWORD=a\\;b"))
                .isEqualTo(";user=sa;PASSWORD=a\\;b");
        assertThat(RepositoryUrl.credentials("jdbc:h2:/x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/a;b", "/srv/a\\b"})
    void aDirectoryThatTheDatabaseDoesNotSupportIsNamed(String directory) {
        String refusal = assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryUrl.effective(RepositoryUrl.embedded(Path.of(directory))))
                .actual()
                .getMessage();

        Golden.check("errors/repository-in-an-unsupported-directory.txt", refusal.replace(directory, "<DIR>"));
    }

    @Test
    void aBackslashInANamedPlaceIsRefusedToo() {
        Golden.check(
                "errors/repository-in-an-unsupported-directory.txt",
                refusal("jdbc:h2:file:/srv/a\\b/runs").replace("/srv/a\\b", "<DIR>"));
    }

    @Test
    void aRepositoryMayExistOnceItsFileDoes(@TempDir Path directory) throws IOException {
        String url = RepositoryUrl.embedded(directory);
        assertThat(RepositoryUrl.mayExist(url)).isFalse();

        Files.createFile(directory.resolve("repository.mv.db"));

        assertThat(RepositoryUrl.mayExist(RepositoryUrl.effective(url))).isTrue();
    }
}
