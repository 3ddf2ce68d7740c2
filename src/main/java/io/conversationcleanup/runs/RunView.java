package io.conversationcleanup.runs;

import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.LiveState.RateCeiling;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.SystemText;
import io.conversationcleanup.model.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as somebody sees it who does not work on it. Immutable.
 *
 * @param summary its figures; the status of a run whose process is gone is that of a stopped one
 * @param standing whether a process works on it
 * @param lease that of the process, if one works on it
 * @param paths how to get at it; empty if it was never started
 */
public record RunView(Summary summary, Standing standing, Optional<Lease> lease, Optional<Run.Paths> paths) {

    /** Whether a process works on a run. */
    public enum Standing {
        /** One does. */
        LIVE,
        /** None does: it came to an end, or was stopped. */
        ENDED,
        /** None does, and the last one ended without notice. */
        ORPHANED
    }

    /** The run's name. */
    public String id() {
        return summary.run();
    }

    /** Whether a process works on it. */
    public boolean isLive() {
        return standing == Standing.LIVE;
    }

    /** Whether rows may be left that nobody sends: it has not finished, nobody works on it or has closed it or replaced it. */
    public boolean isUnfinished() {
        return !isLive() && !summary.isClosed() && summary.replacedBy().isEmpty();
    }

    /** Why it is unfinished, in a sentence; what was stopped before it was confirmed says that too. */
    public Optional<String> whyUnfinished() {
        boolean told = summary.confirmed() || summary.cause().equals(Optional.of(StopCause.DECLINED));
        return summary.reason().map(reason -> told ? reason : reason + "; it was not confirmed");
    }

    /** Whether it may be resumed without a person who names it. */
    public boolean resumesByItself() {
        return isUnfinished()
                && summary.confirmed()
                && summary.cause().filter(StopCause::passes).isPresent();
    }

    /** The same beside older runs of its job that are unfinished. */
    public RunView beside(List<String> unfinished) {
        return new RunView(summary.beside(unfinished), standing, lease, paths);
    }

    /** How many rows it has. */
    public long total() {
        return rows().total();
    }

    /** How many of them have still to be sent. */
    public long outstanding() {
        return rows().outstanding();
    }

    /** How many of them the provider refused for good. */
    public long failed() {
        return rows().failed();
    }

    /** The command that takes it up again; empty if it was never started. */
    public Optional<String> command() {
        return paths.map(Run.Paths::command);
    }

    /** The directory in which its reports are, or will be, as an absolute path; empty if it was never started, or if this process cannot name it. */
    public Optional<Path> reports() {
        return paths.map(Run.Paths::reports).flatMap(SystemText::path);
    }

    /** The job file of its last start, as an absolute path; empty if that is not known. */
    public Optional<Path> jobFile() {
        return paths.flatMap(Run.Paths::jobFile).flatMap(SystemText::path);
    }

    /** Whether its reports show pseudonyms in place of ids. */
    public boolean arePseudonymized() {
        return paths.filter(Run.Paths::pseudonymized).isPresent();
    }

    /** Who works on it, or empty text. */
    public String who() {
        return lease.map(held -> held.owner().who()).orElse("");
    }

    /** When that process took it; empty if none works on it. */
    public Optional<Instant> takenAt() {
        return lease.map(Lease::takenAt);
    }

    /** When that process was last heard of; empty if none works on it. */
    public Optional<Instant> heardOfAt() {
        return lease.map(Lease::renewedAt);
    }

    /** Whether somebody has paused it. */
    public boolean isPaused() {
        return live().filter(now -> now.sending() == Sending.PAUSED).isPresent();
    }

    /** Whether its input is still being read. */
    public boolean isReading() {
        return live().filter(now -> !now.begun() && now.staged() < now.total()).isPresent();
    }

    /** Whether its rate may be set to unlimited. */
    public boolean mayBeUnlimited() {
        return live().filter(now -> now.rateCeiling() == RateCeiling.OPTIONAL).isPresent();
    }

    /** When all rows will have been sent at the rate of the last seconds; empty if that cannot be told. */
    public Optional<Duration> timeLeft() {
        long outstanding = summary.rows().outstanding();
        return live().filter(now -> now.begun() && now.rowsPerSecond() > 0)
                .map(now -> Duration.ofMillis((long) Math.ceil(1000 * outstanding / now.rowsPerSecond())));
    }

    public Optional<LiveState> live() {
        return lease.flatMap(Lease::live);
    }

    public Tally rows() {
        return summary.rows();
    }
}
