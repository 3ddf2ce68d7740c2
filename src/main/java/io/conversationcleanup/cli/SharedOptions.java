package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.WriteProblem;
import io.conversationcleanup.runs.Pseudonyms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that several commands share. Each {@code again()} returns an option as given, for a command to paste. */
final class SharedOptions {

    private static final Pattern AGE = Pattern.compile("(\\d{1,6})([dhm])");

    private SharedOptions() {}

    static final class RunName {

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

    static final class Rate {

        @Option(
                names = "--rate",
                paramLabel = "N",
                description = {"Calls per second, in place of the job file's", "limits.calls-per-second."})
        private @Nullable String rate;

        @Nullable
        String rate() {
            return rate;
        }

        String again() {
            return rate == null ? "" : " --rate " + quoted(rate);
        }
    }

    static final class Overwrite {

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

        String again() {
            return given ? " " + NAME : "";
        }
    }

    static final class PseudonymKey {

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

        /** Returns the pseudonyms; empty to show ids. If earlier reports have pseudonyms, later ones must too. */
        Optional<Pseudonyms> asked(Terminal terminal, boolean before) {
            if (!pseudonymize && !before) {
                if (keyFile != null) {
                    throw CommandFailedException.usage("--key-file is for --pseudonymize; give both.");
                }
                return Optional.empty();
            }
            return Optional.of(known(Optional.ofNullable(keyFile), terminal)
                    .orElseThrow(() -> CommandFailedException.settings((pseudonymize
                                    ? "--pseudonymize needs a key"
                                    : "The run's reports show pseudonyms, which need a key")
                            + ": set " + VARIABLE + ", or give --key-file FILE.")));
        }

        /** Returns the pseudonyms with the key from this file or the environment; empty if there is no key. */
        static Optional<Pseudonyms> known(Optional<Path> keyFile, Terminal terminal) {
            return keyFile.isEmpty()
                    ? terminal.variable(VARIABLE).map(key -> pseudonyms(key.getBytes(StandardCharsets.UTF_8), VARIABLE))
                    : keyFile.map(file -> pseudonyms(read(file), file.toString()));
        }

        Optional<Read> keyFile() {
            return Optional.ofNullable(keyFile).map(file -> new Read("--key-file", file, Source.COMMAND_LINE));
        }

        String again() {
            return (pseudonymize ? " --pseudonymize" : "")
                    + (keyFile == null ? "" : " --key-file " + quoted(keyFile.toString()));
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
                throw CommandFailedException.settings(
                        "The key cannot be read from " + file + ": " + WriteProblem.of(e) + ".");
            }
        }

        private static Pseudonyms pseudonyms(byte[] key, String from) {
            try {
                return new Pseudonyms(key);
            } catch (IllegalArgumentException e) {
                throw CommandFailedException.settings("The key in " + from + " is too short: " + e.getMessage() + ".");
            }
        }
    }

    /** Parses a duration such as {@code 30d}; empty if the option was not given. */
    static Optional<Duration> age(String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        Matcher matcher = AGE.matcher(text);
        if (!matcher.matches()) {
            throw CommandFailedException.usage(
                    option + " must be days, hours or minutes such as 30d, 12h or 90m, not '" + text + "'.");
        }
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "d" -> Duration.ofDays(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofMinutes(count);
                });
    }

    /** Quotes a word for a shell, if necessary. */
    static String quoted(String word) {
        return word.matches("[\\w./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
