package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.WriteProblem;
import io.conversationcleanup.runs.Pseudonyms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that may write pseudonyms in place of ids. */
final class PseudonymOptions {

    static final String VARIABLE = "CLEANUP_PSEUDONYM_KEY";

    @Option(
            names = "--pseudonymize",
            description = {
                "Write keyed hashes in place of the ids of users and",
                "peers into reports and logs. The key is in",
                "$CLEANUP_PSEUDONYM_KEY, or in --key-file. Then",
                "failures.csv is no input for another run."
            })
    private boolean pseudonymize;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = {
                "The file with the key for --pseudonymize, at least",
                "16 bytes; line ends after it do not count."
            })
    private @Nullable Path keyFile;

    /** The pseudonyms that are to stand in for ids; empty if ids are to be shown. */
    Optional<Pseudonyms> asked(Terminal terminal) {
        return asked(terminal, false);
    }

    /**
     * The same.
     *
     * @param before whether earlier reports of the run show pseudonyms, which later ones then do too
     */
    Optional<Pseudonyms> asked(Terminal terminal, boolean before) {
        if (!pseudonymize && !before) {
            if (keyFile != null) {
                throw new CommandFailedException(ExitCode.USAGE, "--key-file is for --pseudonymize; give both.");
            }
            return Optional.empty();
        }
        return Optional.of(known(Optional.ofNullable(keyFile), terminal)
                .orElseThrow(() -> new CommandFailedException(
                        ExitCode.SETTINGS,
                        (pseudonymize
                                        ? "--pseudonymize needs a key"
                                        : "The run's reports show pseudonyms, which need a key")
                                + ": set " + VARIABLE + ", or give --key-file FILE.")));
    }

    /** The pseudonyms whose key is at hand; empty if there is none. */
    static Optional<Pseudonyms> known(Optional<Path> keyFile, Terminal terminal) {
        return keyFile.isEmpty()
                ? terminal.variable(VARIABLE).map(key -> pseudonyms(key.getBytes(StandardCharsets.UTF_8), VARIABLE))
                : keyFile.map(file -> pseudonyms(read(file), file.toString()));
    }

    /** The key's file; empty if the key comes from elsewhere. */
    Optional<Read> keyFile() {
        return Optional.ofNullable(keyFile).map(file -> new Read("--key-file", file, Source.COMMAND_LINE));
    }

    /** The options as they were given, for a command to paste. */
    String again() {
        return (pseudonymize ? " --pseudonymize" : "")
                + (keyFile == null ? "" : " --key-file " + Shell.quoted(keyFile.toString()));
    }

    private static byte[] read(Path file) {
        try {
            byte[] key = Files.readAllBytes(file);
            int length = key.length;
            while (length > 0 && (key[length - 1] == '\n' || key[length - 1] == '\r')) {
                length--;
            }
            return Arrays.copyOf(key, length);
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.SETTINGS, "The key cannot be read from " + file + ": " + WriteProblem.of(e) + ".");
        }
    }

    private static Pseudonyms pseudonyms(byte[] key, String from) {
        try {
            return new Pseudonyms(key);
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(
                    ExitCode.SETTINGS, "The key in " + from + " is too short: " + e.getMessage() + ".");
        }
    }
}
