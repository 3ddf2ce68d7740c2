package io.conversationcleanup.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command did, run without a process of its own and without a terminal.
 *
 * @param exitCode what the process would have ended with
 * @param out standard output
 * @param err standard error, the log apart
 */
public record CapturedCommand(int exitCode, String out, String err) {

    /** Runs a command of this application until it ends. */
    public static CapturedCommand run(
            Application application, Map<String, String> environment, InputStream in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(in, new Terminal.Output(out), Screen.plain(err), environment, false, false);
        int exitCode = new CommandLineInterface(application, verbosity -> {}).run(terminal, args);
        return new CapturedCommand(
                exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
