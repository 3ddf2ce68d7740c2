package io.conversationcleanup.cli;

import picocli.CommandLine.Option;

/** The option that lets reports replace files that are not of the same run. */
final class OverwriteOption {

    static final String NAME = "--overwrite";

    @Option(
            names = NAME,
            description = {
                "Replace reports of other runs, and files that have",
                "their names. Inputs and keys are never replaced."
            })
    private boolean given;

    boolean isGiven() {
        return given;
    }

    /** The option as it was given, for a command to paste. */
    String again() {
        return given ? " " + NAME : "";
    }
}
