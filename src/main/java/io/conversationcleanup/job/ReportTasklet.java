package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.report.ReportFiles;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Writes the reports and records how the run ended. Not thread-safe; used by the job's thread. */
final class ReportTasklet implements Tasklet {

    static final String HALTED = "HALTED";

    private final RunContext work;
    private final InstantSource clock;
    private @Nullable ReportFiles files;

    ReportTasklet(RunContext work, InstantSource clock) {
        this.work = work;
        this.clock = clock;
    }

    Optional<ReportFiles> files() {
        return Optional.ofNullable(files);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) {
        work.monitor().enter(RunMonitor.Phase.REPORTING);
        work.requireHeld();
        Tally tally = work.ledger().results().tally(work.number());
        work.keepTimes();
        Run ended = ended(work.ledger().rows().isStaged(work.number()), tally);
        if (ended.cause() != null) {
            // Recorded first, because the process may die while it writes long reports.
            work.ledger().runs().halted(work.owned(), ended.cause());
        }
        // Reports before status: a run with a final status must have its reports.
        files = work.spec()
                .reports()
                .write(
                        work.ledger(),
                        ended,
                        work.unfinished().get(),
                        work.spec().directory(ended),
                        work::requireHeldNow);
        work.ledger()
                .runs()
                .ended(
                        work.owned(),
                        ended.status(),
                        ended.cause(),
                        ended.statusReason(),
                        Objects.requireNonNull(ended.endedAt()));
        if (!ended.status().finished()) {
            contribution.setExitStatus(new ExitStatus(HALTED));
        }
        return RepeatStatus.FINISHED;
    }

    /** Ignores a stop that came when no row was left. */
    private Run ended(boolean staged, Tally tally) {
        Run now = work.ledger().runs().find(work.run().id()).orElseThrow();
        if (staged && tally.outstanding() == 0) {
            return now.finished(
                    tally.unsuccessful() == 0 ? RunStatus.COMPLETED : RunStatus.COMPLETED_WITH_FAILURES,
                    clock.instant());
        }
        StopCause cause =
                work.stopSwitch().reason().map(StopSwitch.Reason::cause).orElse(StopCause.FAULT);
        return now.stopped(cause, reason(staged, tally), clock.instant());
    }

    /** Without this reason, reports of a partly read input would look as if rows were lost. */
    private @Nullable String reason(boolean staged, Tally tally) {
        String halted = work.stopSwitch().reason().map(StopSwitch.Reason::text).orElse(null);
        return staged
                ? halted
                : String.format(
                        Locale.ROOT,
                        "%s; the input was still being read: the reports list the first %,d of its %,d rows, and nothing"
                                + " has been sent",
                        halted,
                        tally.total(),
                        work.spec().input().rows());
    }
}
