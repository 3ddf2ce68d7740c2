package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.SystemText;
import io.conversationcleanup.model.WriteProblem;
import java.io.IOException;
import java.io.InputStream;
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
        StandardOutput out,
        Screen screen,
        Map<String, String> environment,
        boolean canAsk,
        boolean redraws) {

    /**
     * Fails if something that was written to standard output did not get there.
     *
     * @throws CommandFailedException if so, with the reason
     */
    void requireWritten() {
        Optional<IOException> failure = out.failure();
        if (failure.isPresent()) {
            throw new CommandFailedException(ExitCode.OUTPUT, unwritten(failure.get()));
        }
    }

    /** The exit code of a command that would end with this one: lost output matters less than what has to be mended. */
    int exitCode(int otherwise) {
        boolean finished = otherwise == ExitCode.OK.number() || otherwise == ExitCode.SOME_FAILED.number();
        return finished && out.failure().isPresent() ? ExitCode.OUTPUT.number() : otherwise;
    }

    /** What to say of output that was lost. */
    static String unwritten(IOException failure) {
        return "Standard output cannot be written: " + WriteProblem.of(failure)
                + ". The output is incomplete; changes that the command made remain. Make room, or send the output"
                + " elsewhere.";
    }

    /**
     * A variable of the process, if it is set and not empty.
     *
     * @throws CommandFailedException if characters of it were lost
     */
    Optional<String> variable(String name) {
        Optional<String> set = Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
        if (set.filter(SystemText::isDamaged).isPresent()) {
            throw new CommandFailedException(
                    ExitCode.SETTINGS,
                    "The environment variable " + name + " has characters that cannot be read. Nothing was changed. "
                            + SystemText.remedy());
        }
        return set;
    }
}
