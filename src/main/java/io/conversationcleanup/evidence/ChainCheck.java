package io.conversationcleanup.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the first line of a file that is not as the hashes have it, and what was done to it. Immutable.
 *
 * @param file the file
 * @param hashes a hash for each line that the file had
 * @param seed what the chain begins with
 */
record ChainCheck(Path file, Path hashes, String seed) {

    private static final int MOST_TOLD = 10;

    /** A line that differs, with what is known at it. */
    private record Difference(long line, String before, String wanted, String found) {}

    /** What was done, a sentence each, as far as it can be followed; none if every line is as it was. */
    List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>();
        try (LineFile lines = new LineFile(file);
                LineFile chain = new LineFile(hashes)) {
            String before = seed;
            long fitsFrom = 1;
            for (long number = 1; problems.size() <= MOST_TOLD; number++) {
                Optional<String> line = lines.next();
                Optional<String> wanted = chain.next();
                if (line.isEmpty() || wanted.isEmpty()) {
                    atTheEnd(number, line.isPresent(), wanted.isPresent()).ifPresent(problems::add);
                    return problems;
                }
                if (number >= fitsFrom && !LineChain.next(before, line.get()).equals(wanted.get())) {
                    Difference at = new Difference(number, before, wanted.get(), line.get());
                    Finding finding = finding(at);
                    problems.add(finding.told());
                    if (finding.lines() == 0) {
                        return problems;
                    }
                    fitsFrom = number + finding.lines();
                }
                before = wanted.get();
            }
        }
        problems.set(MOST_TOLD, "and more");
        return problems;
    }

    /** What was done at a line, and to how many before all is well again; 0 if that cannot be followed. */
    private record Finding(String told, long lines) {}

    private Finding finding(Difference at) throws IOException {
        if (isExchanged(at)) {
            return new Finding("lines " + at.line() + " and " + (at.line() + 1) + " were exchanged", 2);
        }
        long changed = changed(at);
        if (changed == 1) {
            return new Finding(lines(at.line(), 1) + " changed", 1);
        }
        long removed = removed(at);
        long added = added(at);
        if (removed > 0 && added > 0) {
            return new Finding("its lines are in another order, from line " + at.line() + " on", 0);
        }
        if (changed > 0) {
            return new Finding(lines(at.line(), changed) + " changed", changed);
        }
        if (removed > 0) {
            return new Finding(lines(at.line(), removed) + " removed", 0);
        }
        return new Finding(
                added > 0
                        ? lines(at.line(), added) + " added"
                        : "it is not what was written, from line " + at.line() + " on",
                0);
    }

    private static Optional<String> atTheEnd(long number, boolean more, boolean wanted) {
        if (more) {
            return Optional.of("lines were added at its end, from line " + number + " on");
        }
        return wanted ? Optional.of("lines are missing at its end, from line " + number + " on") : Optional.empty();
    }

    /** After how many lines all is well again, with as many lines as before; 0 if it never is. */
    private long changed(Difference at) throws IOException {
        try (LineFile lines = LineFile.after(file, at.line());
                LineFile chain = LineFile.after(hashes, at.line())) {
            String before = at.wanted();
            for (long count = 1; ; count++) {
                Optional<String> line = lines.next();
                Optional<String> wanted = chain.next();
                if (line.isEmpty() || wanted.isEmpty()) {
                    return line.isEmpty() && wanted.isEmpty() ? count : 0;
                }
                if (LineChain.next(before, line.get()).equals(wanted.get())) {
                    return count;
                }
                before = wanted.get();
            }
        }
    }

    private boolean isExchanged(Difference at) throws IOException {
        try (LineFile lines = LineFile.after(file, at.line());
                LineFile chain = LineFile.after(hashes, at.line())) {
            return lines.next()
                            .filter(line -> LineChain.next(at.before(), line).equals(at.wanted()))
                            .isPresent()
                    && chain.next()
                            .filter(LineChain.next(at.wanted(), at.found())::equals)
                            .isPresent();
        }
    }

    private static String lines(long first, long count) {
        return count == 1 ? "line " + first + " was" : "lines " + first + " to " + (first + count - 1) + " were";
    }

    /** How many lines further on the line that was found had stood; 0 if it had stood nowhere. */
    private long removed(Difference at) throws IOException {
        try (LineFile chain = LineFile.after(hashes, at.line())) {
            String before = at.wanted();
            long count = 1;
            for (Optional<String> hash = chain.next(); hash.isPresent(); hash = chain.next()) {
                if (hash.get().equals(LineChain.next(before, at.found()))) {
                    return count;
                }
                before = hash.get();
                count++;
            }
            return 0;
        }
    }

    /** How many lines further on the line that is wanted stands; 0 if it stands nowhere. */
    private long added(Difference at) throws IOException {
        try (LineFile lines = LineFile.after(file, at.line())) {
            long count = 1;
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (LineChain.next(at.before(), line.get()).equals(at.wanted())) {
                    return count;
                }
                count++;
            }
            return 0;
        }
    }
}
