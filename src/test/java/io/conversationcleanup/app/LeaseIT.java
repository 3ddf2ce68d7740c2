package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.lease.ProcessIdentity;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.RunStore.RunFilter;
import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.ledger.jdbc.JdbcLedger;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.repository.RepositoryUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Runs of which somebody else has the lease: they are left alone, taken over, or left behind. */
class LeaseIT {

    private static final List<Asked> ROWS = Asked.rows(300);

    @TempDir
    private Path directory;

    private Program program;

    @BeforeEach
    void open() {
        program = Program.in(directory, Program.PROVIDER);
        program.input(ROWS);
    }

    @AfterEach
    void close() {
        program.close();
    }

    /** The database from within this process, beside the program. */
    private DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl(RepositoryUrl.effective(RepositoryUrl.embedded(program.data())));
        return database;
    }

    private JdbcLeases leases() {
        return new JdbcLeases(database(), new JdbcTransactionManager(database()));
    }

    private Ledger ledger() {
        return JdbcLedger.of(database(), new JdbcTransactionManager(database()), RepositoryConfiguration.CLOCK);
    }

    private RunIdentity identityOfAFinishedRun() {
        assertThat(program.run().exitCode()).isZero();
        return ledger().runs().list(RunFilter.ALL).get(0).identity();
    }

    private static Owner other(long pid, String machine) {
        return new Owner("other", "p-2", "bob", "host-2", machine, pid, 1);
    }

    @Test
    void aRunOfSomebodyWhoIsAtWorkIsLeftAlone() {
        RunIdentity identity = identityOfAFinishedRun();
        Owner living = ProcessIdentity.owner("test");
        leases().take(identity, living, Optional.empty());

        CommandRun refused = program.run("--fresh", "--overwrite");

        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.err()).contains(living.who());
        Golden.check("errors/run-in-use.txt", Golden.masked(refused.err(), directory));
        assertThat(program.calls()).isEqualTo(ROWS.size());
        assertThat(ledger().runs().list(RunFilter.ALL)).hasSize(1);
        assertThat(leases().all()).extracting(Lease::owner).containsExactly(living);
    }

    @Test
    void theRunOfAProcessThatIsGoneIsTakenOverAtOnce() {
        RunIdentity identity = identityOfAFinishedRun();
        // Its number is this process's, which began later.
        leases().take(
                        identity,
                        other(
                                ProcessHandle.current().pid(),
                                ProcessIdentity.owner("test").machine()),
                        Optional.empty());

        assertThat(program.run("--fresh", "--overwrite").exitCode()).isZero();

        assertThat(program.calls()).isEqualTo(2L * ROWS.size());
        assertThat(leases().all()).isEmpty();
    }

    @Test
    void whoLosesItsRunSendsAndRecordsNothingMore() {
        program.set("limits", "{calls-per-second: 50}");
        AtomicReference<Tally> before = new AtomicReference<>();
        program.atStart(control -> new Thread(() -> takeOver(before), "taker").start());

        CommandRun left = program.run();

        assertThat(left.exitCode()).isEqualTo(5);
        assertThat(left.err()).contains("bob on host-2 (process 1)");
        assertThat(program.calls()).isLessThan(ROWS.size());
        assertThat(leases().all()).extracting(lease -> lease.owner().token()).containsExactly("other");
        // A record that had begun is all that may come after.
        assertThat(ledger().results().tally(1).deleted() - before.get().deleted())
                .isLessThanOrEqualTo(100);
        assertThat(ledger().outstanding().recoverInDoubt(ledger().runs().take(1, "other")))
                .isNotEmpty();
        assertThat(directory.resolve("reports")).doesNotExist();

        leases().release("other");
        program.atStart(control -> {});
        assertThat(program.run().exitCode()).isZero();
        assertThat(program.asked().keySet()).containsExactlyInAnyOrderElementsOf(ROWS);
    }

    private void takeOver(AtomicReference<Tally> before) {
        await().pollInterval(Duration.ofMillis(10)).until(() -> program.calls() >= 20);
        before.set(ledger().results().tally(1));
        // It may beat between the look and the take.
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            Lease lease = leases().all().get(0);
            return leases().take(lease.identity(), other(1, "elsewhere"), Optional.of(lease))
                    .isEmpty();
        });
    }
}
