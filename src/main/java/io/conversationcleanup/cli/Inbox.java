package io.conversationcleanup.cli;

import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.WriteProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs each file of a directory once, in order of name. Not thread-safe. A settled file moves to {@code done} or
 * {@code failed}; an unsettled file stays and the next start resumes its run, which it finds by the file's content.
 */
final class Inbox {

    /** A process that still writes a file changes it within this time. */
    static final Duration SETTLING = Duration.ofSeconds(10);

    private static final String EXPORT = "; export it as CSV in UTF-8";
    private static final String UNPACK = "; unpack it, or compress the CSV file with gzip";

    private final Path directory;
    private final Screen screen;
    private final Consumer<Duration> pause;
    private final InboxMover mover;
    private ExitCode worst = ExitCode.OK;

    Inbox(Path directory, Screen screen, Consumer<Duration> pause) {
        this(directory, screen, pause, new InboxMover(directory));
    }

    Inbox(Path directory, Screen screen, Consumer<Duration> pause, InboxMover mover) {
        this.directory = directory;
        this.screen = screen;
        this.pause = pause;
        this.mover = mover;
    }

    /**
     * Runs all files and stops at the first that cannot be settled. The exit code is the first that applies: 65
     * unusable file, 7 a run needs a person, the code at the stop, 78 a file could not be moved, 1 some rows failed.
     */
    ExitCode workOff(Function<Path, ForegroundRun.Ending> work) {
        Map<Path, Look> files = files();
        if (files.isEmpty()) {
            screen.line("Inbox: no file in " + directory + " that ends in .csv or .csv.gz.");
            return ExitCode.OK;
        }
        mover.requireMovable(List.copyOf(files.keySet()));
        screen.line("Inbox: looking for " + SETTLING.toSeconds() + " s whether files are still written in " + directory
                + ".");
        pause.accept(SETTLING);
        for (Map.Entry<Path, Look> entry : files.entrySet()) {
            Path file = entry.getKey();
            if (!Files.exists(file) || isBeingWritten(file, entry.getValue())) {
                continue;
            }
            Optional<String> otherKind = otherKind(file);
            if (otherKind.isPresent()) {
                screen.error(file + " is not a CSV file: it is " + otherKind.get() + ". Nothing of it was sent.");
                settle(file, new ForegroundRun.Ending(ExitCode.INPUT, Optional.empty()), InboxMover.Place.FAILED);
                continue;
            }
            screen.line("Inbox: " + file);
            ForegroundRun.Ending ending = work.apply(file);
            Optional<InboxMover.Place> place = place(ending);
            if (ending.code() == ExitCode.UNFINISHED) {
                screen.line(file + " stays in the inbox until its run is resumed or abandoned.");
                worsen(ExitCode.UNFINISHED);
                continue;
            }
            if (place.isEmpty()) {
                screen.line(file + " stays in the inbox; the same command goes on with it.");
                // The next start reports this file again, but not a file that was moved.
                return worst == ExitCode.INPUT || worst == ExitCode.UNFINISHED ? worst : ending.code();
            }
            settle(file, ending, place.get());
        }
        return worst;
    }

    private void settle(Path file, ForegroundRun.Ending ending, InboxMover.Place place) {
        if (place == InboxMover.Place.FAILED) {
            worsen(ending.code() == ExitCode.INPUT ? ExitCode.INPUT : ExitCode.SOME_FAILED);
        }
        try {
            screen.line("Moved to " + mover.move(file, place, ending.result().map(RunResult::run)) + ".");
        } catch (IOException e) {
            worsen(ExitCode.SETTINGS);
            screen.error(file + " is settled and could not be moved to " + mover.directory(place) + ": "
                    + WriteProblem.of(e) + ". The same command moves it; its rows are not sent again.");
        }
    }

    private void worsen(ExitCode code) {
        List<ExitCode> order =
                List.of(ExitCode.OK, ExitCode.SOME_FAILED, ExitCode.SETTINGS, ExitCode.UNFINISHED, ExitCode.INPUT);
        worst = order.indexOf(code) > order.indexOf(worst) ? code : worst;
    }

    /** Returns the files that no output may replace, and the output if it would appear here as an input. */
    List<Read> inputs(Optional<Path> output) {
        return Stream.concat(
                        files().keySet().stream(),
                        output.filter(file -> isInput(name(file))).map(Path::getFileName).stream()
                                .map(directory::resolve))
                .map(file -> new Read("in the inbox", file, Source.COMMAND_LINE))
                .toList();
    }

    /** Returns where a settled file goes; a run that was finished before counts with its old status. */
    private static Optional<InboxMover.Place> place(ForegroundRun.Ending ending) {
        boolean failedBefore = ending.result()
                .filter(RunResult.NothingLeft.class::isInstance)
                .map(nothing -> ((RunResult.NothingLeft) nothing).status() != RunStatus.COMPLETED)
                .orElse(false);
        return switch (ending.code()) {
            case OK -> Optional.of(failedBefore ? InboxMover.Place.FAILED : InboxMover.Place.DONE);
            case SOME_FAILED, INPUT -> Optional.of(InboxMover.Place.FAILED);
            default -> Optional.empty();
        };
    }

    private Map<Path, Look> files() {
        if (!Files.isDirectory(directory)) {
            throw new CommandFailedException(ExitCode.INPUT, "The inbox " + directory + " is no directory.");
        }
        try (Stream<Path> files = Files.list(directory)) {
            Map<Path, Look> found = new LinkedHashMap<>();
            files.filter(Files::isRegularFile)
                    .filter(file -> isInput(name(file)) || otherKind(file).isPresent())
                    .sorted()
                    .forEach(file -> Look.at(file).ifPresent(look -> found.put(file, look)));
            return found;
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.INPUT, "The inbox " + directory + " cannot be read: " + WriteProblem.of(e) + ".");
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private static boolean isInput(String name) {
        return !name.startsWith(".") && (name.endsWith(".csv") || name.endsWith(".csv.gz"));
    }

    /** Recognizes, by the file's name, other formats that may be meant as an input. */
    private static Optional<String> otherKind(Path file) {
        String name = name(file);
        if (name.startsWith(".") || isInput(name)) {
            return Optional.empty();
        }
        String kind = switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "xlsx", "xlsm", "xlsb", "xls" -> "an Excel workbook" + EXPORT;
            case "ods" -> "an OpenDocument spreadsheet" + EXPORT;
            case "numbers" -> "a Numbers spreadsheet" + EXPORT;
            case "parquet" -> "a Parquet file" + EXPORT;
            case "json" -> "a JSON file" + EXPORT;
            case "tsv" -> "a file of tab-separated values" + EXPORT;
            case "zip" -> "a zip archive" + UNPACK;
            case "7z" -> "a 7z archive" + UNPACK;
            case "rar" -> "a rar archive" + UNPACK;
            case "tar", "tgz" -> "a tar archive" + UNPACK;
            case "bz2" -> "compressed with bzip2" + UNPACK;
            case "xz" -> "compressed with xz" + UNPACK;
            case "zst" -> "compressed with zstd" + UNPACK;
            case "gz" -> "compressed with gzip, and its name does not end in .csv.gz; rename it if it is a CSV file";
            default -> "";
        };
        return Optional.of(kind).filter(known -> !known.isEmpty());
    }

    /** Compares two looks, because the clock of another machine may have set the file's time. */
    private boolean isBeingWritten(Path file, Look first) {
        if (Look.at(file).filter(first::equals).isPresent()) {
            return false;
        }
        screen.line(
                file + " has changed since this command looked first, and may still be written; it is left to the next"
                        + " start.");
        return true;
    }

    /** The state of a file at one moment; the key identifies it where the file system has keys. Immutable. */
    private record Look(
            long size, FileTime changed, @Nullable Object key) {

        static Optional<Look> at(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return Optional.of(new Look(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
