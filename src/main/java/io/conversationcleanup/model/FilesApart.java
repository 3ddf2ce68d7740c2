package io.conversationcleanup.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds outputs that would replace a file that is still needed. Compares files, not spellings: hard and symbolic links,
 * {@code ..}, letter case, file descriptors. Stateless.
 */
public final class FilesApart {

    /** Linux follows at most as many links in one path. */
    private static final int MOST_LINKS = 40;

    private FilesApart() {}

    public enum Source {
        /** The command line, or no place. */
        COMMAND_LINE,
        SETTINGS
    }

    /** A file that no output may replace; it need not exist yet. Immutable. */
    public record Read(String name, Path path, Source source) {}

    /**
     * A file that is written. Files of the same name have one owner and are not compared. Immutable.
     *
     * @param beside the names of other files in the same directory that are written or removed with it
     */
    public record Written(String name, Path path, Pattern beside, Source source) {}

    /** The reason to refuse a command. The source is SETTINGS if the settings named one of the paths. Immutable. */
    public record Refusal(String text, Source source) {}

    private record Conflict(String text, boolean bySettings) {}

    /** Compares each output with each needed file and with the outputs of others; empty if there is no conflict. */
    public static Optional<Refusal> refusal(List<Read> reads, List<Written> writes) {
        List<Conflict> found = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            Written written = writes.get(i);
            reads.forEach(read -> conflict(read, written).ifPresent(found::add));
            for (Written other : writes.subList(i + 1, writes.size())) {
                if (!other.name().equals(written.name())) {
                    conflict(new Read(other.name(), other.path(), other.source()), written)
                            .ifPresent(found::add);
                }
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String lines = found.stream()
                .map(Conflict::text)
                .distinct()
                .map(line -> "  " + line)
                .collect(Collectors.joining("\n"));
        return Optional.of(new Refusal(
                "Outputs would replace files that are needed:\n" + lines
                        + "\nNothing was sent and nothing was written. Name another place for the output.",
                found.stream().anyMatch(Conflict::bySettings) ? Source.SETTINGS : Source.COMMAND_LINE));
    }

    private static Optional<Conflict> conflict(Read read, Written written) {
        boolean same = isSame(read.path(), written.path());
        if (!same && !isBeside(read.path(), written)) {
            return Optional.empty();
        }
        String how = same ? " is the same file as the output " : " is among the files that are made for the output ";
        return Optional.of(new Conflict(
                read.path() + " (" + read.name() + ")" + how + written.path() + " (" + written.name() + ")",
                read.source() == Source.SETTINGS || written.source() == Source.SETTINGS));
    }

    private static boolean isBeside(Path path, Written written) {
        Path place = located(path, MOST_LINKS);
        Path directory = written.path().toAbsolutePath().getParent();
        return place.getParent() != null
                && directory != null
                && written.beside().matcher(String.valueOf(place.getFileName())).matches()
                && isSamePlace(place.getParent(), located(directory, MOST_LINKS));
    }

    /** Tells whether two paths lead to the same file, or would if it existed. */
    static boolean isSame(Path first, Path second) {
        boolean onlyFirst = Files.exists(first) && Files.notExists(second);
        boolean onlySecond = Files.exists(second) && Files.notExists(first);
        if (onlyFirst || onlySecond) {
            return false;
        }
        return isSamePlace(first, second) || isSamePlace(located(first, MOST_LINKS), located(second, MOST_LINKS));
    }

    private static boolean isSamePlace(Path first, Path second) {
        if (first.equals(second)) {
            return true;
        }
        if (Files.exists(first) && Files.exists(second)) {
            try {
                return Files.isSameFile(first, second);
            } catch (IOException e) {
                // One was removed or is unreadable: the names decide.
            }
        }
        Path one = first.getFileName();
        Path other = second.getFileName();
        return one != null
                && other != null
                && folded(one).equals(folded(other))
                && first.getParent() != null
                && second.getParent() != null
                && isSamePlace(first.getParent(), second.getParent());
    }

    /** Many file systems ignore letter case or the encoding of accents in names. */
    private static String folded(Path name) {
        String composed = Normalizer.normalize(name.toString(), Normalizer.Form.NFC);
        return composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** Follows all links, broken ones too; {@code ..} applies after the link before it. */
    private static Path located(Path path, int linksLeft) {
        Path absolute = path.toAbsolutePath();
        Path at = absolute.getRoot();
        int left = linksLeft;
        for (Path element : absolute) {
            String name = element.toString();
            if (name.equals("..")) {
                at = at.getParent() == null ? at : at.getParent();
            } else if (!name.equals(".") && !name.isEmpty()) {
                Path next = at.resolve(element);
                if (left > 0 && Files.isSymbolicLink(next)) {
                    left--;
                    at = target(at, next, left);
                } else {
                    at = next;
                }
            }
        }
        return at;
    }

    private static Path target(Path directory, Path link, int linksLeft) {
        try {
            return located(directory.resolve(Files.readSymbolicLink(link)), linksLeft);
        } catch (IOException | InvalidPathException e) {
            return link;
        }
    }
}
