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

/** A run as another process sees it; an orphaned run appears as stopped. Immutable. */
public record RunView(Summary summary, Standing standing, Optional<Lease> lease, Optional<Run.Paths> paths) {

    /** Whether a process works on a run. */
    public enum Standing {
        LIVE,
        /** It ended or was stopped. */
        ENDED,
        /** Its process ended without recording an end. */
        ORPHANED
    }

    public String id() {
        return summary.run();
    }

    public boolean isLive() {
        return standing == Standing.LIVE;
    }

    /** Returns whether the run may have rows left, and is neither live, closed nor replaced. */
    public boolean isUnfinished() {
        return !isLive() && !summary.isClosed() && summary.replacedBy().isEmpty();
    }

    /** Explains in a sentence why the run is unfinished, including a missing confirmation. */
    public Optional<String> whyUnfinished() {
        boolean told = summary.confirmed() || summary.cause().equals(Optional.of(StopCause.DECLINED));
        return summary.reason().map(reason -> told ? reason : reason + "; it was not confirmed");
    }

    /** Returns whether the run may be resumed without being named. */
    public boolean resumesByItself() {
        return isUnfinished()
                && summary.confirmed()
                && summary.cause().filter(StopCause::passes).isPresent();
    }

    /** Returns a copy with the older unfinished runs of its job. */
    public RunView beside(List<String> unfinished) {
        return new RunView(summary.beside(unfinished), standing, lease, paths);
    }

    public long total() {
        return rows().total();
    }

    public long outstanding() {
        return rows().outstanding();
    }

    public long failed() {
        return rows().failed();
    }

    /** Returns the command that resumes the run; empty if it was never started. */
    public Optional<String> command() {
        return paths.map(Run.Paths::command);
    }

    /** Returns the absolute report directory; empty if the run was never started or the path cannot be decoded. */
    public Optional<Path> reports() {
        return paths.map(Run.Paths::reports).flatMap(SystemText::path);
    }

    public Optional<Path> jobFile() {
        return paths.flatMap(Run.Paths::jobFile).flatMap(SystemText::path);
    }

    public boolean arePseudonymized() {
        return paths.filter(Run.Paths::pseudonymized).isPresent();
    }

    /** Describes the process that works on the run, or returns empty text. */
    public String who() {
        return lease.map(held -> held.owner().who()).orElse("");
    }

    public Optional<Instant> takenAt() {
        return lease.map(Lease::takenAt);
    }

    public Optional<Instant> heardOfAt() {
        return lease.map(Lease::renewedAt);
    }

    public boolean isPaused() {
        return live().filter(now -> now.sending() == Sending.PAUSED).isPresent();
    }

    /** Returns whether the input is still being staged. */
    public boolean isReading() {
        return live().filter(now -> !now.begun() && now.staged() < now.total()).isPresent();
    }

    public boolean mayBeUnlimited() {
        return live().filter(now -> now.rateCeiling() == RateCeiling.OPTIONAL).isPresent();
    }

    /** Estimates the remaining time at the current rate; empty if unknown. */
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
