package io.conversationcleanup.cli;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.definition.JobDefinitionReader;
import io.conversationcleanup.definition.JobFileException;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.simulator.Faults.FaultShare;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the job file that a command line names. Stateless, hence thread-safe. */
final class JobFile {

    private JobFile() {}

    /**
     * The job.
     *
     * @param rate calls per second in place of the file's, if not null
     */
    static JobDefinition read(Path file, @Nullable String rate, Application application, Terminal terminal) {
        JobDefinition definition = JobDefinitionReader.read(
                file,
                terminal.environment(),
                properties(System.getProperties()),
                application.providers(),
                JobFile::problemOfFailureShare);
        try {
            return rate == null ? definition : definition.withRate(rate);
        } catch (JobFileException e) {
            throw new CommandFailedException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> properties(Properties all) {
        return all.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), name -> all.getProperty(name, "")));
    }

    private static Optional<String> problemOfFailureShare(String text) {
        try {
            FaultShare.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }
}
