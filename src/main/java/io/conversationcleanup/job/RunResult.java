package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.HaltReason;
import io.conversationcleanup.ledger.RunRecord;
import io.conversationcleanup.report.ReportFiles;
import java.util.Optional;

/** How a start of a run ended. Immutable. */
public sealed interface RunResult {

    /** The run. */
    RunRecord run();

    /**
     * It came to an end and its reports are written.
     *
     * @param reports the reports
     * @param halted why it sends nothing more though rows may be left; empty if it finished
     */
    record Ended(RunRecord run, ReportFiles reports, Optional<HaltReason> halted) implements RunResult {}

    /**
     * It had finished before; nothing was sent.
     *
     * @param reports the reports, if they were asked for in another directory
     */
    record NothingLeft(RunRecord run, Optional<ReportFiles> reports) implements RunResult {}

    /** It was not confirmed; nothing was sent. */
    record Declined(RunRecord run) implements RunResult {}

    /**
     * The program or its surroundings failed: the same command goes on where it was.
     *
     * @param cause what went wrong
     */
    record Broken(RunRecord run, Throwable cause) implements RunResult {}
}
