package io.conversationcleanup.app;

import io.conversationcleanup.cli.CapturedCommand;
import java.nio.file.Path;
import java.util.List;

/**
 * A command that has ended. Immutable.
 *
 * @param command its exit code and what it printed
 * @param log what it logged, each event with its stack trace
 * @param output where its reports were to go
 */
record CommandRun(CapturedCommand command, List<String> log, Path output) {

    int exitCode() {
        return command.exitCode();
    }

    String out() {
        return command.out();
    }

    String err() {
        return command.err();
    }

    /** The reports, once they are known to agree with each other and to have this number of rows. */
    RunReports reports(int rows) {
        return RunReports.balanced(output, rows);
    }
}
