package io.conversationcleanup.evidence;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the lines of a file that do not match its chain of hashes, and how they were altered. Immutable. */
record ChainCheck(Path file, Path hashes, String seed) {

    private static final int MOST_SHOWN = 10;

    /** A line that differs, the hash before it and the expected hash. */
    private record Difference(long line, String before, String wanted, String found) {}

    /** The alteration, and after how many lines the file matches again; 0 if it does not. */
    private record Finding(String sentence, long lines) {}

    /** Returns one sentence per alteration, as far as they can be followed; empty if all lines match. */
    List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>();
        try (LineFile lines = new LineFile(file);
                LineFile chain = new LineFile(hashes)) {
            String before = seed;
            long fitsFrom = 1;
            for (long number = 1; problems.size() <= MOST_SHOWN; number++) {
                Optional<String> line = lines.next();
                Optional<String> wanted = chain.next();
                if (line.isEmpty() || wanted.isEmpty()) {
                    if (line.isPresent() || wanted.isPresent()) {
                        problems.add((line.isPresent() ? "lines were added" : "lines are missing")
                                + " at its end, from line " + number + " on");
                    }
                    return problems;
                }
                if (number >= fitsFrom && !LineChain.next(before, line.get()).equals(wanted.get())) {
                    Finding finding = finding(new Difference(number, before, wanted.get(), line.get()));
                    problems.add(finding.sentence());
                    if (finding.lines() == 0) {
                        return problems;
                    }
                    fitsFrom = number + finding.lines();
                }
                before = wanted.get();
            }
        }
        problems.set(MOST_SHOWN, "and more");
        return problems;
    }

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
        return added > 0
                ? new Finding(lines(at.line(), added) + " added", 0)
                : new Finding("it is not what was written, from line " + at.line() + " on", 0);
    }

    /** Returns how many lines were changed in place; 0 if the file never matches again. */
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

    /** Returns how many lines were removed before the found line; 0 if it is not in the chain. */
    private long removed(Difference at) throws IOException {
        try (LineFile chain = LineFile.after(hashes, at.line())) {
            String before = at.wanted();
            Optional<String> hash = chain.next();
            for (long count = 1; hash.isPresent(); count++) {
                if (hash.get().equals(LineChain.next(before, at.found()))) {
                    return count;
                }
                before = hash.get();
                hash = chain.next();
            }
            return 0;
        }
    }

    /** Returns how many lines were added before the expected line; 0 if it is missing. */
    private long added(Difference at) throws IOException {
        try (LineFile lines = LineFile.after(file, at.line())) {
            Optional<String> line = lines.next();
            for (long count = 1; line.isPresent(); count++) {
                if (LineChain.next(at.before(), line.get()).equals(at.wanted())) {
                    return count;
                }
                line = lines.next();
            }
            return 0;
        }
    }

    /** Reads a file's lines, each byte as one character. Not thread-safe. */
    private static final class LineFile implements AutoCloseable {

        private final InputStream in;

        private LineFile(Path file) throws IOException {
            in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        }

        private static LineFile after(Path file, long lines) throws IOException {
            LineFile opened = new LineFile(file);
            for (long i = 0; i < lines; i++) {
                opened.next();
            }
            return opened;
        }

        /** Returns the next line; bytes after the last line feed are a line too. */
        private Optional<String> next() throws IOException {
            int b = in.read();
            if (b < 0) {
                return Optional.empty();
            }
            ByteArrayOutputStream line = new ByteArrayOutputStream(128);
            while (b >= 0 && b != '\n') {
                line.write(b);
                b = in.read();
            }
            return Optional.of(line.toString(StandardCharsets.ISO_8859_1));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
