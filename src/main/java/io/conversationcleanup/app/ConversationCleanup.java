package io.conversationcleanup.app;

import io.conversationcleanup.cli.CommandLineInterface;
import io.conversationcleanup.cli.LogFormat;
import io.conversationcleanup.repository.Surroundings;
import java.nio.file.Path;

/** The main class. */
public final class ConversationCleanup {

    private static final Path DATA = Path.of("cleanup-data");

    private ConversationCleanup() {}

    /** Runs the command in the arguments and exits with its code. */
    public static void main(String[] args) {
        Surroundings.prepareProcess();
        if (LogFormat.asked(args) == LogFormat.JSON) {
            Logging.Json.begin();
        }
        new CommandLineInterface(new DefaultApplication(DATA), Logging::as).runAndExit(args);
    }
}
