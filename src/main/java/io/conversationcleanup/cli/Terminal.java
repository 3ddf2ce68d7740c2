package io.conversationcleanup.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command reads and writes. Immutable.
 *
 * @param in standard input
 * @param out standard output: what the user asked for
 * @param screen standard error: progress, questions and errors
 * @param environment the variables of the process
 * @param canAsk whether a person can be asked and can answer
 * @param redraws whether what was written to standard output can be overwritten
 */
record Terminal(
        InputStream in,
        PrintWriter out,
        Screen screen,
        Map<String, String> environment,
        boolean canAsk,
        boolean redraws) {

    /** A variable of the process, if it is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
