package io.conversationcleanup.job;

import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.report.ReportFiles;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** How a start of a run ended. Immutable. */
public sealed interface RunResult {

    /** The name of the run. */
    String run();

    /**
     * It came to an end and its reports are written.
     *
     * @param status how it ended
     * @param reports the reports
     */
    record Ended(String run, RunStatus status, ReportFiles reports) implements RunResult {}

    /**
     * It had finished before; nothing was sent.
     *
     * @param status how it ended then; one that is not finished was abandoned
     * @param reports the reports, if they were asked for in another directory
     */
    record NothingLeft(String run, RunStatus status, Optional<ReportFiles> reports) implements RunResult {}

    /**
     * Another process works on it; this one sent nothing, or nothing more.
     *
     * @param run the name of the run, or of its job while the other has not said which run it is
     * @param who the other
     * @param since when the other began
     */
    record InUse(String run, String who, Instant since) implements RunResult {

        /** That the owner of this lease works on its run. */
        public static InUse of(Lease lease) {
            return new InUse(
                    lease.run().orElse(lease.identity().job()), lease.owner().who(), lease.takenAt());
        }

        /** Who works on it, and what can be done about it. */
        public String text() {
            return "Run " + run + " is being worked on by " + who + ", since " + since.truncatedTo(ChronoUnit.SECONDS)
                    + ".\nTo watch it: conversation-cleanup status " + run
                    + "\nTo stop it:  conversation-cleanup stop " + run
                    + "\nThen give the same command again.";
        }
    }

    /**
     * Another process took it over while this one was suspended, and has ended.
     *
     * @param run the name of the run, or of its job if this process had not found it yet
     */
    record TakenOver(String run) implements RunResult {

        /** What happened, and where to look. */
        public String text() {
            return "This process was suspended for too long, and another one took run " + run
                    + " over. That one has ended.\nFor its result: conversation-cleanup status " + run;
        }
    }

    /**
     * Runs of its job are unfinished, and that was not allowed; nothing was read or sent.
     *
     * @param run the name of the job: there is no run yet, or it was not taken up
     */
    record NotBegun(String run) implements RunResult {}

    /**
     * It was not confirmed; nothing was sent.
     *
     * @param refusal why, and what to do
     */
    record Declined(String run, String refusal) implements RunResult {}

    /**
     * The program or its surroundings failed: the same command goes on where it was.
     *
     * @param cause what went wrong
     */
    record Broken(String run, Throwable cause) implements RunResult {}
}
