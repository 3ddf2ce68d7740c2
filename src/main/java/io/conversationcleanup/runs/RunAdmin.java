package io.conversationcleanup.runs;

import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.lease.LeaseAcquisition;
import io.conversationcleanup.lease.Leases;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.lease.Owner.Processes;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.RowStore.Selection;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.ledger.RunStore.RunFilter;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.runs.RunNames.UnknownRunException;
import io.conversationcleanup.runs.RunView.Standing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lists, inspects and controls runs from another process. Not thread-safe. It never changes a live run: the process
 * that works on the run carries out requests.
 */
public final class RunAdmin {

    private static final int PAGE = 500;

    private static final long LOOK_AGAIN = Duration.ofMillis(250).toNanos();

    private final Ledger ledger;
    private final Leases leases;
    private final Processes processes;
    private final Owner self;
    private final MonotonicTime time;
    private boolean forgotten;

    /** Creates the administration of a repository's runs; it waits in this time for a remote owner's heartbeat. */
    public RunAdmin(Ledger ledger, Leases leases, Processes processes, Owner self, MonotonicTime time) {
        this.ledger = ledger;
        this.leases = leases;
        this.processes = processes;
        this.self = self;
        this.time = time;
    }

    /** Returns all runs, newest first. */
    public List<RunView> runs() {
        List<Lease> before = leases.all();
        List<Run> runs = ledger.runs().list(RunFilter.ALL);
        Look look = new Look(ledger, runs, inForce(before, lease -> true));
        return runs.stream().map(look::view).toList();
    }

    /** Returns the unfinished runs of a job, or of all jobs if empty, oldest first. */
    public List<RunView> unfinished(Optional<String> job) {
        List<Lease> before = leases.all();
        List<Run> runs = ledger.runs().list(job.map(RunFilter::ofJob).orElse(RunFilter.ALL));
        Look look = new Look(
                ledger, runs, inForce(before, lease -> runs.stream().anyMatch(kept -> Look.isOf(lease, kept))));
        return look.unfinished().stream().map(look::view).toList();
    }

    /**
     * Finds a run by its name or any unique prefix.
     *
     * @throws UnknownRunException if no run or more than one matches
     */
    public RunView run(String name) {
        List<Lease> before = leases.all();
        List<Run> matching = ledger.runs().list(RunFilter.named(name));
        String id =
                RunNames.find(name, names(matching), () -> names(ledger.runs().list(RunFilter.ALL)));
        Run found =
                matching.stream().filter(run -> run.id().equals(id)).findFirst().orElseThrow();
        return new Look(
                        ledger,
                        ledger.runs().list(RunFilter.around(found)),
                        inForce(before, lease -> lease.identity().job().equals(found.job())))
                .view(found);
    }

    private static List<String> names(List<Run> runs) {
        return runs.stream().map(Run::id).toList();
    }

    /** Describes this process and its user, for requests. */
    public String actor() {
        return self.who();
    }

    /** Asks the process that works on a run to stop it; false if there is none. */
    public boolean askToStop(RunView run, String actor) {
        return token(run).filter(token -> leases.askToStop(token, actor)).isPresent();
    }

    /** Asks the process that works on a run for another rate, infinite for unlimited; false if there is none. */
    public boolean askForRate(RunView run, double callsPerSecond, String actor) {
        return token(run)
                .filter(token -> leases.askForRate(token, callsPerSecond, actor))
                .isPresent();
    }

    /** Asks the process that works on a run to pause or resume; false if there is none. */
    public boolean askFor(RunView run, Sending sending, String actor) {
        return token(run).filter(token -> leases.askFor(token, sending, actor)).isPresent();
    }

    /** Selects rows of a run to send again; no codes means any code. */
    public EarlierRows select(RunView run, Set<EarlierRows.Outcome> outcomes, Set<String> codes) {
        Run record = ledger.runs().find(run.id()).orElseThrow();
        Selection selection =
                new Selection(outcomes.stream().map(RunAdmin::state).collect(Collectors.toSet()), codes);
        return new EarlierRows(record, selection, ledger.rows().count(record.number(), selection));
    }

    private static RowState state(EarlierRows.Outcome outcome) {
        return switch (outcome) {
            case RETRYABLE -> RowState.RETRYABLE;
            case FAILED -> RowState.FAILED;
        };
    }

    public KnownRun known(RunView run) {
        Run record = ledger.runs().find(run.id()).orElseThrow();
        return new KnownRun(
                record,
                ledger.results().tally(record.number()).total(),
                ledger.rows().isStaged(record.number()));
    }

    public Optional<RunView> latest(RunIdentity identity) {
        return ledger.runs().latest(identity).map(run -> run(run.id()));
    }

    private static Optional<String> token(RunView run) {
        return run.lease().map(lease -> lease.owner().token());
    }

    /**
     * Writes the current reports of a run; empty if its input is not completely staged. No report is replaced if
     * another process has started to work on the run meanwhile.
     */
    public <T> Optional<T> report(RunView run, ReportWriting<T> reports) {
        Run now = ledger.runs().find(run.id()).orElseThrow();
        return ledger.rows().isStaged(now.number())
                ? Optional.of(reports.write(
                        ledger,
                        run.standing() == Standing.ORPHANED ? Look.orphaned(now) : now,
                        run.summary().unfinishedRuns(),
                        () -> requireAsItWas(run)))
                : Optional.empty();
    }

    /** Writes the reports of a run. */
    public interface ReportWriting<T> {

        /** Writes reports; calls {@code requireAsItWas}, which throws if the run is live, before it replaces files. */
        T write(Ledger ledger, Run run, List<String> unfinished, Runnable requireAsItWas);
    }

    private void requireAsItWas(RunView run) {
        if (!run.isLive() && run(run.id()).isLive()) {
            throw new LeaseLostException(
                    "Another process has begun to work on run " + run.id() + ". No report was replaced.");
        }
    }

    /** Returns the rows of all runs that name this id, newest run first. */
    public List<Finding> find(String id) {
        List<Finding> findings = new ArrayList<>();
        forEachRun(run -> ledger.rows().of(run.number(), id).stream()
                .map(row -> Finding.of(run, row))
                .filter(finding -> finding.names(id))
                .forEach(findings::add));
        return findings;
    }

    /** Returns the rows of all runs that name an id with this pseudonym, newest run first. */
    public List<Finding> find(String pseudonym, Pseudonyms pseudonyms) {
        List<Finding> findings = new ArrayList<>();
        forEachRun(run -> ledger.rows().forEachRow(run.number(), row -> {
            Finding finding = Finding.of(run, row);
            if (finding.ids().stream().anyMatch(id -> pseudonyms.of(id).equals(pseudonym))) {
                findings.add(finding);
            }
        }));
        return findings;
    }

    /** Pages keep memory bounded. */
    private void forEachRun(Consumer<Run> consumer) {
        List<Run> page;
        long last = Long.MAX_VALUE;
        do {
            page = ledger.runs().list(RunFilter.ALL.page(last, PAGE));
            page.forEach(consumer);
            last = page.isEmpty() ? last : page.get(page.size() - 1).number();
        } while (page.size() == PAGE);
    }

    /**
     * Removes a run and prevents a start meanwhile; returns false and changes nothing if a process works on it. The
     * same process may repeat the call if the connection broke.
     */
    public boolean forget(RunView run) {
        Optional<Run> found = ledger.runs().find(run.id());
        if (found.isEmpty()) {
            forgotten = true;
            leases.release(self.token());
            return true;
        }
        // An earlier attempt whose connection broke may have left its lease.
        leases.release(self.token());
        Run record = found.get();
        RunIdentity identity = record.identity();
        // The owner of a later run of the same identity does not need this one and keeps the lease.
        var unused = new LeaseAcquisition(leases, processes, time).take(identity, self);
        try {
            ledger.runs().disown(record.number(), self.token());
        } catch (LeaseLostException e) {
            return false;
        } finally {
            // The removal may outlast the lease, and needs none: no command can find the run now.
            leases.release(self.token());
        }
        forgotten = true;
        ledger.runs().forget(record.number());
        return true;
    }

    /**
     * Closes an unfinished run permanently and returns the lines of rows in doubt; empty if nothing changed, because a
     * process works on this or a later run of the same content, or the run is closed.
     */
    public Optional<List<Long>> abandon(RunView run, String why, String actor, InstantSource clock) {
        RunIdentity identity = ledger.runs().find(run.id()).orElseThrow().identity();
        // An earlier attempt whose connection broke may have left its lease.
        leases.release(self.token());
        if (new LeaseAcquisition(leases, processes, time)
                .take(identity, self)
                .other()
                .isPresent()) {
            return Optional.empty();
        }
        try {
            Run now = ledger.runs().find(run.id()).orElseThrow();
            OwnedRun owned = ledger.runs().take(now.number(), self.token());
            if (now.isClosed()) {
                return Optional.empty();
            }
            List<Long> inDoubt = ledger.outstanding().recoverInDoubt(owned).stream()
                    .map(Row::line)
                    .toList();
            ledger.runs()
                    .ended(
                            owned,
                            StopCause.ABANDONED.status(),
                            StopCause.ABANDONED,
                            "abandoned by " + actor + ": " + why,
                            clock.instant());
            return Optional.of(inDoubt);
        } finally {
            leases.release(self.token());
        }
    }

    /**
     * Returns whether the last start of a run is less than this ago, measured since boot and so unaffected by clock
     * changes; false if unknown.
     */
    public boolean isYounger(RunView run, Duration age) {
        return ledger.runs()
                .find(run.id())
                .flatMap(record -> ledger.history().lastStart(record.number()))
                .flatMap(start -> start.before(self.machine(), self.startTicks()))
                .filter(ago -> ago.compareTo(age) < 0)
                .isPresent();
    }

    public boolean hasForgotten() {
        return forgotten;
    }

    /**
     * An owner that starts or ends between the two reads could look gone in one alone. Silent owners of unknown state
     * are observed, because the database's clock may have changed.
     */
    private List<Lease> inForce(List<Lease> before, Predicate<Lease> asked) {
        List<Lease> now = leases.all();
        long begun = time.nanos();
        while (now.stream().filter(asked).anyMatch(lease -> mayBeAlive(lease, before))
                && time.nanos() - begun < Lease.BEATS_MISSED.toNanos()
                && time.sleep(LOOK_AGAIN) == MonotonicTime.Wait.ENDED) {
            now = leases.all();
        }
        Stream<Lease> after = now.stream().filter(lease -> lease.isInForce(processes) || beatSince(lease, before));
        return Stream.concat(after, before.stream().filter(lease -> lease.isInForce(processes)))
                // This process does not work on the run that it inspects.
                .filter(lease -> !lease.owner().token().equals(self.token()))
                .toList();
    }

    private boolean mayBeAlive(Lease lease, List<Lease> before) {
        return !lease.isInForce(processes)
                && processes.of(lease.owner()) == Processes.Life.UNKNOWN
                && !beatSince(lease, before);
    }

    private static boolean beatSince(Lease lease, List<Lease> before) {
        return before.stream()
                .anyMatch(earlier ->
                        earlier.owner().token().equals(lease.owner().token()) && earlier.beat() != lease.beat());
    }
}
