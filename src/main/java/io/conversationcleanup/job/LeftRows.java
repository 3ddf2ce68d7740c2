package io.conversationcleanup.job;

import io.conversationcleanup.intake.InputFile;
import io.conversationcleanup.intake.InputLayout;
import io.conversationcleanup.intake.InputSurvey;
import io.conversationcleanup.intake.InputWarnings;
import io.conversationcleanup.intake.UnusableInputException;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.SystemText;
import io.conversationcleanup.runs.KnownRun;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The remaining rows of a run that is resumed by name; needs the input file if staging was incomplete. Immutable. */
public record LeftRows(KnownRun run, String command) implements RunRequest.Rows {

    @Override
    public Optional<String> resumed() {
        return Optional.of(run.id());
    }

    /**
     * Opens the rows for the given work.
     *
     * @throws CommandFailedException if the job differs, or the input file is needed and unusable
     */
    public RunResult work(
            RunIdentity job, InputLayout layout, InputWarnings.Ids ids, Function<RowSource, RunResult> work) {
        requireSameJob(job);
        if (run.staged()) {
            return work.apply(RowSource.staged(run));
        }
        Optional<String> parent = run.run().parent();
        if (parent.isPresent()) {
            throw CommandFailedException.input("Run " + run.id()
                    + " was stopped before it had copied all its rows from run " + parent.get()
                    + ". Nothing was sent. Resume it with:\n  " + command);
        }
        if (run.inputFile().equals("-")) {
            throw needsFile("It came from standard input.");
        }
        Path path = SystemText.path(run.inputFile())
                .orElseThrow(() -> needsFile("It cannot be opened under this name. " + SystemText.remedy()));
        try (InputFile file = InputFile.of(path)) {
            if (Files.notExists(path)) {
                throw needsFile("There is no such file now.");
            }
            InputSurvey survey = InputSurvey.of(file, layout);
            if (!survey.sha256().equals(run.sha256())) {
                throw needsFile(run.inputFile() + " now has the SHA-256 " + survey.sha256() + ".");
            }
            return work.apply(RowSource.of(survey, ids));
        } catch (UnusableInputException | InvalidPathException e) {
            throw needsFile(e.getMessage() + ".");
        }
    }

    private CommandFailedException needsFile(String why) {
        return CommandFailedException.input(
                "Run " + run.id() + " was stopped before it had read its whole input, so it needs that file: "
                        + (run.inputFile().equals("-") ? "standard input" : run.inputFile()) + ", with the SHA-256 "
                        + run.sha256() + ". " + why + "\nNothing was sent. Find the file and resume the run with:\n  "
                        + command);
    }

    private void requireSameJob(RunIdentity now) {
        requireSameLane(now, run.run());
        String job = run.run().identity().job();
        if (!job.equals(now.job())) {
            throw CommandFailedException.settings("Nothing was sent: run " + run.id() + " is of job " + job
                    + ", and the job file is of " + now.job() + ". Name the job file of that run with --job.");
        }
    }

    public static void requireSameLane(RunIdentity now, Run run) {
        String earlier = run.identity().lane();
        if (!earlier.equals(now.lane())) {
            throw CommandFailedException.settings("Nothing was sent: run " + run.id() + " was made with " + earlier
                    + " (provider, operation, app), and the job file names " + now.lane()
                    + ". Give the job file of that run with --job.");
        }
    }
}
