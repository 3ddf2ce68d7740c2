package io.conversationcleanup.app;

import io.conversationcleanup.cli.CommandLineInterface;
import io.conversationcleanup.cli.LogFormat;
import io.conversationcleanup.repository.Surroundings;
import java.nio.file.Path;

/** The program. */
public final class ConversationCleanup {

    private static final Path DATA = Path.of("cleanup-data");

    private ConversationCleanup() {}

    /** Runs the command that the arguments name and ends the process with its exit code. */
    public static void main(String[] args) {
        Surroundings.prepareProcess();
        if (LogFormat.asked(args) == LogFormat.JSON) {
            Logging.Json.begin();
        }
        new CommandLineInterface(new DefaultApplication(DATA), Logging::as).runAndExit(args);
    }
}
