package io.conversationcleanup.cli;

import picocli.CommandLine.Parameters;

/** The argument that names a run. */
final class RunName {

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = {"The run's name, or as much of it as no other begins", "with."})
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private String name;

    String name() {
        return name;
    }
}
