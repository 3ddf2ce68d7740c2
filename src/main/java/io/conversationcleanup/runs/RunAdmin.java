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
 * The runs as another process sees them, and what it can ask of those that go on. Not thread-safe. It changes nothing of a
 * run that goes on: what is asked is done by the process that works on it.
 *
 * <p>The rows of a run that goes on, or whose process is gone, are those that the ledger counts at the moment, and of one that
 * has ended those that were kept with it.
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

    /**
     * The runs of a repository.
     *
     * @param self who is here
     * @param time in which it waits for signs of life of an owner of whom nothing is known
     */
    public RunAdmin(Ledger ledger, Leases leases, Processes processes, Owner self, MonotonicTime time) {
        this.ledger = ledger;
        this.leases = leases;
        this.processes = processes;
        this.self = self;
        this.time = time;
    }

    /** All runs, the newest first. */
    public List<RunView> runs() {
        List<Lease> before = leases.all();
        List<Run> runs = ledger.runs().list(RunFilter.ALL);
        Look look = new Look(ledger, runs, inForce(before, lease -> true));
        return runs.stream().map(look::view).toList();
    }

    /**
     * The runs that are unfinished, the oldest first.
     *
     * @param job of this job only; empty for all
     */
    public List<RunView> unfinished(Optional<String> job) {
        List<Lease> before = leases.all();
        List<Run> runs = ledger.runs().list(job.map(RunFilter::ofJob).orElse(RunFilter.ALL));
        Look look = new Look(
                ledger, runs, inForce(before, lease -> runs.stream().anyMatch(kept -> Look.isOf(lease, kept))));
        return look.unfinished().stream().map(look::view).toList();
    }

    /**
     * The run that is meant.
     *
     * @param name its name, or the beginning of it if no other begins so
     * @throws UnknownRunException if there is none, or more than one
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

    /** This process and its user, as the one who asks for something. */
    public String actor() {
        return self.who();
    }

    /** Asks the process that works on a run to stop it; false if none does any more. */
    public boolean askToStop(RunView run, String actor) {
        return token(run).filter(token -> leases.askToStop(token, actor)).isPresent();
    }

    /**
     * Asks the process that works on a run for another ceiling; false if none does any more.
     *
     * @param callsPerSecond infinite for unlimited
     */
    public boolean askForRate(RunView run, double callsPerSecond, String actor) {
        return token(run)
                .filter(token -> leases.askForRate(token, callsPerSecond, actor))
                .isPresent();
    }

    /** Asks the process that works on a run to let calls leave, or none; false if none does any more. */
    public boolean askFor(RunView run, Sending sending, String actor) {
        return token(run).filter(token -> leases.askFor(token, sending, actor)).isPresent();
    }

    /**
     * The rows of a run that are meant, to be sent again.
     *
     * @param outcomes what they have come to
     * @param codes the codes that they were answered with; empty for any
     */
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

    /** What is needed to resume a run. */
    public KnownRun known(RunView run) {
        Run record = ledger.runs().find(run.id()).orElseThrow();
        return new KnownRun(
                record,
                ledger.results().tally(record.number()).total(),
                ledger.rows().isStaged(record.number()));
    }

    /** The latest run of this identity; empty if there is none. */
    public Optional<RunView> latest(RunIdentity identity) {
        return ledger.runs().latest(identity).map(run -> run(run.id()));
    }

    private static Optional<String> token(RunView run) {
        return run.lease().map(lease -> lease.owner().token());
    }

    /**
     * Writes the reports of a run as it stands now; empty if its input is not in the ledger as a whole.
     *
     * <p>Of a run that nobody works on they appear only if nobody has begun to meanwhile, who will write its own.
     *
     * @param reports writes them
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

        /**
         * Writes them.
         *
         * @param unfinished the older runs of its job that are unfinished
         * @param requireAsItWas to be called before files are replaced; throws if somebody has begun to work on the run
         */
        T write(Ledger ledger, Run run, List<String> unfinished, Runnable requireAsItWas);
    }

    private void requireAsItWas(RunView run) {
        if (!run.isLive() && run(run.id()).isLive()) {
            throw new LeaseLostException(
                    "Another process has begun to work on run " + run.id() + ". No report was replaced.");
        }
    }

    /** The rows of all runs that name this id, the newest run first. */
    public List<Finding> find(String id) {
        List<Finding> findings = new ArrayList<>();
        forEachRun(run -> ledger.rows().of(run.number(), id).stream()
                .map(row -> Finding.of(run, row))
                .filter(finding -> finding.names(id))
                .forEach(findings::add));
        return findings;
    }

    /** The rows of all runs that name an id whose pseudonym this is, the newest run first. */
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

    /** Reads the runs in pages, so that memory stays bounded. */
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
     * Removes a run on which nobody works; false if somebody does, and it was left as it is. Nobody can begin to meanwhile.
     * May be repeated by the same process if an answer did not arrive.
     */
    public boolean forget(RunView run) {
        Optional<Run> found = ledger.runs().find(run.id());
        if (found.isEmpty()) {
            forgotten = true;
            leases.release(self.token());
            return true;
        }
        // An attempt whose connection broke may have left its lease.
        leases.release(self.token());
        Run record = found.get();
        RunIdentity identity = record.identity();
        // Who works on a later run of the same identity has no need of this one, and keeps the lease.
        var unused = new LeaseAcquisition(leases, processes, time).take(identity, self);
        try {
            ledger.runs().disown(record.number(), self.token());
        } catch (LeaseLostException e) {
            return false;
        } finally {
            // The removal may outlast a lease that nobody renews, and needs none: nothing finds the run any more.
            leases.release(self.token());
        }
        forgotten = true;
        ledger.runs().forget(record.number());
        return true;
    }

    /**
     * Closes an unfinished run for good.
     *
     * @param why the reason, in a sentence
     * @return the lines of the rows whose calls may have happened though nothing was recorded; empty if the run was left as it is, since
     *     somebody works on it, or on a later run of the same content, or has closed it
     */
    public Optional<List<Long>> abandon(RunView run, String why, String actor, InstantSource clock) {
        RunIdentity identity = ledger.runs().find(run.id()).orElseThrow().identity();
        // An attempt whose connection broke may have left its lease.
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
     * Whether a run was last started less than this ago, by what this machine has counted since it booted, whatever the clock
     * says; false if that is not known.
     */
    public boolean isYounger(RunView run, Duration age) {
        return ledger.runs()
                .find(run.id())
                .flatMap(record -> ledger.history().lastStart(record.number()))
                .flatMap(start -> start.before(self.machine(), self.startTicks()))
                .filter(ago -> ago.compareTo(age) < 0)
                .isPresent();
    }

    /** Whether anything was removed here. */
    public boolean hasForgotten() {
        return forgotten;
    }

    /**
     * The leases of who is at work, after another look at them. An owner that begins or ends between the looks is among them; seen
     * from one side alone it might look gone. An owner of whom nothing is known and who seems silent is observed, since the
     * database's clock may have been set.
     *
     * @param asked the leases that matter
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
                // The process that looks does not work on a run that it looks at.
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
