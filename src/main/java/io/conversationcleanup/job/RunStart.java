package io.conversationcleanup.job;

import io.conversationcleanup.lease.Heartbeat;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.ledger.Run.OwnedRun;
import io.conversationcleanup.model.LeaseLostException;
import io.conversationcleanup.model.Row;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.report.ReportFiles;
import io.conversationcleanup.report.Reports;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.runs.RunNames;
import io.conversationcleanup.runs.RunView;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds or creates the requested run and works on it under its lease. Not thread-safe. */
final class RunStart {

    private static final Logger log = LoggerFactory.getLogger(RunStart.class);

    private static final int MOST_NAMES = 10;

    private static final int MOST_TRIES = 5;

    private final Ledger ledger;
    private final BatchLaunch batch;
    private final RunAdmin admin;
    private final SteadyClock clock;
    private final RunSpec spec;
    private final RunControl control;
    private final Heartbeat heartbeat;
    private final Steering steering;
    private final Owner owner;

    RunStart(
            Ledger ledger,
            BatchLaunch batch,
            RunAdmin admin,
            SteadyClock clock,
            RunSpec spec,
            Heartbeat heartbeat,
            Steering steering,
            Owner owner) {
        this.ledger = ledger;
        this.batch = batch;
        this.admin = admin;
        this.clock = clock;
        this.spec = spec;
        this.control = spec.request().control();
        this.heartbeat = heartbeat;
        this.steering = steering;
        this.owner = owner;
    }

    RunResult run() {
        if (!mayBegin()) {
            return new RunResult.NotBegun(spec.identity().job());
        }
        // Also before a fresh run, so that a suspended earlier owner can write nothing more.
        Optional<OwnedRun> owned = takeLatest();
        Optional<Run> latest = owned.flatMap(run -> meant());
        if (latest.isEmpty() || spec.request().choice() == RunRequest.Choice.FRESH) {
            spec.request()
                    .output()
                    .ifPresent(directory -> spec.reports().replacement().require(directory, Optional.empty()));
            control.begin();
            Run run = enter();
            OwnedRun entered = new OwnedRun(run.number(), owner.token());
            return work(run, entered, begin(entered));
        }
        Run run = latest.get();
        if (spec.request().output().isPresent() || !run.isClosed()) {
            spec.reports().replacement().require(spec.directory(run), Optional.of(run.id()));
        }
        if (run.isClosed()) {
            return new RunResult.NothingLeft(run.id(), run.status(), reports(run, owned.orElseThrow()));
        }
        // The directory's owner may have changed since the last start.
        Reports.requireWritable(spec.directory(run));
        control.begin();
        RunTimeline timeline = begin(owned.orElseThrow());
        takeUp(run, owned.get());
        // Includes the rows just found in doubt.
        ledger.runs().find(run.id()).map(Run::calls).ifPresent(control.monitor()::counted);
        return work(run, owned.get(), timeline);
    }

    /** A run of the same content is resumed or replaced, so it is not one of the others. */
    private boolean mayBegin() {
        Optional<String> own = meant().map(Run::id);
        Map<Boolean, List<RunView>> unfinished = admin
                .unfinished(Optional.of(spec.identity().job()))
                .stream()
                .collect(Collectors.partitioningBy(run -> own.equals(Optional.of(run.id()))));
        Optional<RunView> resumed = unfinished.getOrDefault(true, List.of()).stream()
                .filter(run -> spec.request().choice() == RunRequest.Choice.LATEST)
                .findFirst();
        return spec.request().rule().mayBegin(resumed, unfinished.getOrDefault(false, List.of()));
    }

    private List<String> unfinishedBefore(Run run) {
        return admin.run(run.id()).summary().unfinishedRuns();
    }

    private Optional<Run> meant() {
        return spec.request().resumed().isPresent()
                ? spec.request().resumed().flatMap(ledger.runs()::find)
                : ledger.runs().latest(spec.identity());
    }

    private Optional<OwnedRun> takeLatest() {
        for (int tries = 1; ; tries++) {
            Optional<Run> latest = meant();
            try {
                return latest.map(run -> ledger.runs().take(run.number(), owner.token()));
            } catch (LeaseLostException e) {
                // The run may also have just been forgotten, and another one is the latest.
                if (tries == MOST_TRIES || heartbeat.findsLeaseLost()) {
                    throw e;
                }
            }
        }
    }

    private RunTimeline begin(OwnedRun run) {
        RunTimeline timeline = new RunTimeline(ledger.history(), run, spec.lane(), spec.time(), clock.wall());
        timeline.started(owner.who(), spec.detail().by(owner.machine(), owner.startTicks()));
        steering.begin(run, ledger, timeline);
        heartbeat.start(run.run());
        return timeline;
    }

    private Optional<ReportFiles> reports(Run run, OwnedRun owned) {
        if (spec.request().output().isEmpty()) {
            return Optional.empty();
        }
        control.monitor().enter(RunMonitor.Phase.REPORTING);
        steering.begin(owned, ledger, new RunTimeline(ledger.history(), owned, spec.lane(), spec.time(), clock.wall()));
        heartbeat.start(owned.run());
        Runnable requireHeld = () -> heartbeat.requireHeldNow(owned.run());
        return spec.request()
                .output()
                .map(directory -> spec.reports().write(ledger, run, unfinishedBefore(run), directory, requireHeld));
    }

    private void takeUp(Run run, OwnedRun owned) {
        log.info("Run {} is taken up where it was", run.id());
        // Without a new reason, the earlier one remains.
        if (spec.request().requestedBy().reason().isPresent()) {
            ledger.runs().requestedBy(owned, spec.request().requestedBy());
        }
        if (!run.entry().staging().equals(spec.stagingSettings())) {
            log.warn(
                    "The columns, defaults or accept-odd-ids of the job file have changed since run {} began; its rows stay as they"
                            + " were read then. To have them read anew, use --fresh",
                    run.id());
        }
        List<Row> inDoubt = ledger.outstanding().recoverInDoubt(owned);
        // After recoverInDoubt: rows in doubt have times of the earlier start, whose clock may differ.
        ledger.outstanding().dueBy(owned, clock.instant().plus(spec.lane().longestRetryDelay()));
        if (!inDoubt.isEmpty()) {
            log.warn(
                    "{} rows were in flight, or about to be, when an earlier start ended without notice; whether their"
                            + " calls happened is not known, so they are sent again: lines {}",
                    inDoubt.size(),
                    inDoubt.stream().map(row -> Long.toString(row.line())).collect(Collectors.joining(", ")));
        }
    }

    /** Retries, because another process may take the same name at the same moment. */
    private Run enter() {
        for (int attempt = 1; ; attempt++) {
            Run.Entry run = newRun();
            try {
                return ledger.runs().create(run, owner.token());
            } catch (IllegalStateException e) {
                if (attempt == MOST_NAMES || ledger.runs().find(run.id()).isEmpty()) {
                    throw e;
                }
            }
        }
    }

    private Run.Entry newRun() {
        Instant now = clock.wall().instant();
        String kind = spec.input().parent().isPresent() ? "-rerun" : "";
        return new Run.Entry(
                RunNames.unused(spec.identity().job(), now, kind, this::isTaken),
                spec.identity(),
                spec.provider(),
                spec.operation(),
                spec.input().file(),
                spec.input().columns(),
                spec.stagingSettings(),
                spec.ratePerSecond(),
                now,
                spec.request().requestedBy(),
                spec.input().parent());
    }

    /** A directory may belong to another repository's run or to a forgotten run. */
    private boolean isTaken(String id) {
        return ledger.runs().find(id).isPresent()
                || Files.exists(spec.runsDirectory().resolve(id), LinkOption.NOFOLLOW_LINKS);
    }

    private RunResult work(Run run, OwnedRun owned, RunTimeline timeline) {
        ledger.runs()
                .started(
                        owned,
                        spec.ratePerSecond(),
                        spec.request().confirmation().isGivenFor(spec.input().rows()));
        ledger.runs()
                .foundAt(
                        owned,
                        new Run.Paths(
                                spec.request().command(),
                                spec.directory(run).toAbsolutePath().toString(),
                                Optional.of(spec.request()
                                        .jobFile()
                                        .toAbsolutePath()
                                        .toString()),
                                spec.reports().pseudonyms().isPresent()));
        control.monitor().sendsOn(spec.lane());
        control.monitor().answersComeIn(timeline::recentLatencies);
        RunContext work = new RunContext(
                run,
                owned,
                spec,
                ledger,
                control.monitor(),
                new RunTimes(spec.time()),
                () -> heartbeat.requireHeld(owned.run()),
                () -> heartbeat.requireHeldNow(owned.run()),
                () -> unfinishedBefore(run),
                timeline,
                new FirstFailure());
        steering.doesToo(work::keepTimesUntilReports);
        return batch.launch(work);
    }
}
