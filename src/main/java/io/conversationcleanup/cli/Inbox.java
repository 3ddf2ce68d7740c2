package io.conversationcleanup.cli;

import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.report.WriteProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A directory whose files are worked off, each once, in the order of their names. A file that is settled moves to {@code done}
 * or {@code failed}, with its run's name before its own; until then it stays, so that after any crash the next start takes it
 * up: its content tells which run it is. Not thread-safe.
 */
final class Inbox {

    /** Whoever writes a file writes more of it within this time. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final Path directory;
    private final Screen screen;
    private final InstantSource clock;

    Inbox(Path directory, Screen screen, InstantSource clock) {
        this.directory = directory;
        this.screen = screen;
        this.clock = clock;
    }

    /**
     * Works all files off that are there; stops at the first that cannot be settled. Gives back 65 if a file was unusable,
     * or else the code of the file at which it stopped, or else whether some rows failed.
     */
    ExitCode workOff(Function<Path, AttendedRun.Ending> work) {
        ExitCode worst = ExitCode.OK;
        List<Path> files = files();
        for (Path file : files) {
            if (!Files.exists(file) || isBeingWritten(file)) {
                continue;
            }
            screen.line("Inbox: " + file);
            AttendedRun.Ending ending = work.apply(file);
            Optional<Place> place = place(ending);
            if (place.isEmpty()) {
                screen.line(file + " stays in the inbox; the same command goes on with it.");
                // This one is told of again by the next start, the file that was moved is not.
                return worst == ExitCode.INPUT ? worst : ending.code();
            }
            move(file, place.get(), ending.result().map(RunResult::run));
            worst = place.get() == Place.DONE || worst == ExitCode.INPUT ? worst : failed(ending);
        }
        if (files.isEmpty()) {
            screen.line("Inbox: no file in " + directory + " that ends in .csv or .csv.gz.");
        }
        return worst;
    }

    private static ExitCode failed(AttendedRun.Ending ending) {
        return ending.code() == ExitCode.INPUT ? ExitCode.INPUT : ExitCode.SOME_FAILED;
    }

    /**
     * What is read of the inbox, so that no output may replace it.
     *
     * @param output a file that is written; it must not appear in the inbox as an input either
     */
    List<Read> inputs(Optional<Path> output) {
        return Stream.concat(
                        files().stream(),
                        output.map(Path::getFileName).map(Path::toString).filter(Inbox::isInput).stream()
                                .map(directory::resolve))
                .map(file -> new Read("in the inbox", file, Source.COMMAND_LINE))
                .toList();
    }

    private enum Place {
        DONE,
        FAILED
    }

    /** Where a file goes of which nothing is left to do; a run that had finished before counts as it did then. */
    private static Optional<Place> place(AttendedRun.Ending ending) {
        boolean failedBefore = ending.result()
                .filter(RunResult.NothingLeft.class::isInstance)
                .map(nothing -> ((RunResult.NothingLeft) nothing).status() != RunStatus.COMPLETED)
                .orElse(false);
        return switch (ending.code()) {
            case OK -> Optional.of(failedBefore ? Place.FAILED : Place.DONE);
            case SOME_FAILED, INPUT -> Optional.of(Place.FAILED);
            default -> Optional.empty();
        };
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            throw new CommandFailedException(ExitCode.INPUT, "The inbox " + directory + " is no directory.");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isInput(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.INPUT, "The inbox " + directory + " cannot be read: " + WriteProblem.of(e) + ".");
        }
    }

    private static boolean isInput(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (plain.endsWith(".csv") || plain.endsWith(".csv.gz"));
    }

    private boolean isBeingWritten(Path file) {
        try {
            Instant changed = Files.getLastModifiedTime(file).toInstant();
            if (changed.isAfter(clock.instant().minus(SETTLING))) {
                screen.line(file + " was changed less than " + SETTLING.toSeconds()
                        + " s ago and may still be written; it is left to the next start.");
                return true;
            }
            return false;
        } catch (IOException e) {
            // It has gone, or cannot be looked at; the next start will tell.
            return true;
        }
    }

    private void move(Path file, Place place, Optional<String> run) {
        Path target = directory.resolve(place.name().toLowerCase(Locale.ROOT));
        String name = run.map(id -> id + ".").orElse("") + file.getFileName();
        try {
            Files.createDirectories(target);
            Path free = target.resolve(name);
            for (int i = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
                free = target.resolve(i + "." + name);
            }
            screen.line("Moved to " + free + moved(file, free) + ".");
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.SETTINGS,
                    file + " is settled and could not be moved to " + target + ": " + WriteProblem.of(e)
                            + ". The same command moves it; its rows are not sent again.");
        }
    }

    /** Moves a file; gives back what else there is to say. A relative link would lead nowhere from its new place. */
    private static String moved(Path file, Path free) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            Files.move(file, free, StandardCopyOption.ATOMIC_MOVE);
            return "";
        }
        Path target = file.toRealPath();
        Files.createSymbolicLink(free, target);
        Files.delete(file);
        return ", a link to " + target;
    }
}
