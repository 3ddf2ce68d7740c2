package io.conversationcleanup.job;

import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.report.ReportFiles;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The result of a start. Immutable. */
public sealed interface RunResult {

    String run();

    /** The run ended and its reports are written. */
    record Ended(String run, RunStatus status, ReportFiles reports) implements RunResult {}

    /** The run had finished or was abandoned; has reports only if another directory was requested. */
    record NothingLeft(String run, RunStatus status, Optional<ReportFiles> reports) implements RunResult {}

    /**
     * Another process works on the run; this one sent nothing (more).
     *
     * @param run the run's name, or the job's name if the run is unknown
     * @param who the other process
     * @param since when the other process began
     */
    record InUse(String run, String who, Instant since) implements RunResult {

        public static InUse of(Lease lease) {
            return new InUse(
                    lease.run().orElse(lease.identity().job()), lease.owner().who(), lease.takenAt());
        }

        public String text() {
            return "Run " + run + " is being worked on by " + who + ", since " + since.truncatedTo(ChronoUnit.SECONDS)
                    + ".\nTo watch it: conversation-cleanup status " + run
                    + "\nTo stop it:  conversation-cleanup stop " + run
                    + "\nThen give the same command again.";
        }
    }

    /** Another process took the run over while this one was suspended, and has ended. */
    record TakenOver(String run) implements RunResult {

        public String text() {
            return "This process was suspended for too long, and another one took run " + run
                    + " over. That one has ended.\nFor its result: conversation-cleanup status " + run;
        }
    }

    /** Other runs of the job are unfinished and the start rule refused; names the job, not a run. */
    record NotBegun(String run) implements RunResult {}

    /** Sending was not confirmed; nothing was sent. */
    record Declined(String run, String refusal) implements RunResult {}

    /** The program or its environment failed; the same command resumes the run. */
    record Broken(String run, Throwable cause) implements RunResult {}
}
