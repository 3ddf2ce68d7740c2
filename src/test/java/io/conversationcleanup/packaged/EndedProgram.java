package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;

/**
 * How a start of the program ended. Immutable.
 *
 * @param exitCode 128 + the signal's number after a signal
 * @param out all of standard output
 * @param err all of standard error
 */
record EndedProgram(int exitCode, String out, String err) {

    /** Standard error without progress and log lines. */
    String messages() {
        return err.lines()
                .filter(line -> !line.matches("(Staging|Deleting|Writing) .*|\\d{4}-.*|.*(TRACE|DEBUG|INFO|WARN) .*"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** Whether it says that it resumes an unfinished run. */
    boolean resumes() {
        return err.contains("is taken up where it was");
    }

    /** Asserts the exit code, and that nothing was written that only a terminal understands. */
    EndedProgram mustEndWith(int expected) {
        assertThat(exitCode)
                .as("exit code; standard output:%n%s%nstandard error:%n%s", out, err)
                .isEqualTo(expected);
        assertThat(out + err).doesNotContain("\u001b").doesNotContain("\r");
        return this;
    }
}
