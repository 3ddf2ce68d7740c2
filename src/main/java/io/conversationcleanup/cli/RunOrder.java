package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.job.Confirmation;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.report.Pseudonyms;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the run command asks for. Immutable.
 *
 * @param definition the job
 * @param input the CSV file, or {@code -} for standard input
 * @param standardInput what {@code -} stands for
 * @param choice whether an earlier run of the same job and content is meant
 * @param output where the reports go, if not to the default place
 * @param repository where the runs are kept
 * @param confirmation asked before the first call
 * @param control shows how the run goes, and stops it
 * @param pseudonyms stand in for users and peers in reports and logs; empty if their ids are to be shown
 * @param command the command that takes the run up again, for a person to paste
 */
public record RunOrder(
        JobDefinition definition,
        String input,
        InputStream standardInput,
        RunSpec.Choice choice,
        Optional<Path> output,
        RepositoryOptions repository,
        Confirmation confirmation,
        RunControl control,
        Optional<Pseudonyms> pseudonyms,
        String command) {}
