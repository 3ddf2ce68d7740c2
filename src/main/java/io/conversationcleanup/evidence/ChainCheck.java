package io.conversationcleanup.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds the first line of a file that is not as the hashes have it, and what was done to it. Immutable.
 *
 * @param file the file
 * @param hashes a hash for each line that the file had
 * @param seed what the chain begins with
 */
record ChainCheck(Path file, Path hashes, String seed) {

    /** A line that differs, with what is known at it. */
    private record Difference(long line, String before, String wanted, String found) {}

    /** What was done, in a sentence; empty if every line is as it was. */
    Optional<String> problem() throws IOException {
        try (LineFile lines = new LineFile(file);
                LineFile chain = new LineFile(hashes)) {
            String before = seed;
            for (long number = 1; ; number++) {
                Optional<String> line = lines.next();
                Optional<String> wanted = chain.next();
                if (line.isEmpty() || wanted.isEmpty()) {
                    return atTheEnd(number, line.isPresent(), wanted.isPresent());
                }
                String hash = LineChain.next(before, line.get());
                if (!hash.equals(wanted.get())) {
                    return Optional.of(whatWasDone(new Difference(number, before, wanted.get(), line.get())));
                }
                before = hash;
            }
        }
    }

    private static Optional<String> atTheEnd(long number, boolean more, boolean wanted) {
        if (more) {
            return Optional.of("lines were added at its end, from line " + number + " on");
        }
        return wanted ? Optional.of("lines are missing at its end, from line " + number + " on") : Optional.empty();
    }

    private String whatWasDone(Difference at) throws IOException {
        Optional<String> following;
        Optional<String> followingHash;
        try (LineFile lines = LineFile.after(file, at.line());
                LineFile chain = LineFile.after(hashes, at.line())) {
            following = lines.next();
            followingHash = chain.next();
        }
        if (following.isPresent() == followingHash.isPresent()
                && following.map(line -> LineChain.next(at.wanted(), line)).equals(followingHash)) {
            return "line " + at.line() + " was changed";
        }
        if (following
                        .map(line -> LineChain.next(at.before(), line))
                        .filter(at.wanted()::equals)
                        .isPresent()
                && followingHash
                        .filter(hash -> hash.equals(LineChain.next(at.wanted(), at.found())))
                        .isPresent()) {
            return "lines " + at.line() + " and " + (at.line() + 1) + " were exchanged";
        }
        long removed = removed(at);
        long added = added(at);
        if (removed > 0 && added == 0) {
            return removed == 1
                    ? "line " + at.line() + " was removed"
                    : "lines " + at.line() + " to " + (at.line() + removed - 1) + " were removed";
        }
        if (added > 0 && removed == 0) {
            return added == 1
                    ? "line " + at.line() + " was added"
                    : "lines " + at.line() + " to " + (at.line() + added - 1) + " were added";
        }
        return removed > 0
                ? "its lines are in another order, from line " + at.line() + " on"
                : "it is not what was written, from line " + at.line() + " on";
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
