package io.conversationcleanup.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * Reads lines that end with LF, CRLF or a lone CR, as strict UTF-8 without a byte order mark. Not thread-safe. Memory
 * is bounded: only the beginning of a too long line is kept.
 *
 * <p>The buffer holds, in this order: the kept part of the current line, bytes known to be UTF-8, and the start of an
 * incomplete character. Searching bytes for line ends is safe, because no byte of a longer UTF-8 character equals one.
 */
final class LineReader implements AutoCloseable {

    /** The longest line that is kept whole. */
    static final int MAX_LINE_BYTES = 64 * 1024;

    /** How many lines may be joined to one. */
    static final int MAX_MORE_LINES = 100;

    private static final int CHUNK_BYTES = 256 * 1024;

    private final String label;
    private final InputContent content;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer decoded = CharBuffer.allocate(8 * 1024);
    private final byte[] buffer = new byte[MAX_LINE_BYTES + CHUNK_BYTES];

    private int lineStart;
    private int lineEnd;
    private int position;
    private int checked;
    private int filled;
    private long totalRead;
    private long linesBegun;
    private long number;
    private boolean tooLong;
    private boolean oddQuotes;
    private boolean afterCarriageReturn;
    private boolean hasLineEnd;

    private LineReader(String label, InputContent content) {
        this.label = label;
        this.content = content;
    }

    /** Opens the file before its first line. */
    static LineReader open(InputFile file) {
        try {
            return new LineReader(file.label(), InputContent.open(file));
        } catch (IOException e) {
            throw new UnusableInputException(
                    file.label(), "cannot be opened (" + e + "); check or copy the file again", e);
        }
    }

    /** Moves to the next line; false at the end. Fails if the file cannot be read or is not UTF-8 there. */
    boolean next() {
        linesBegun++;
        number = linesBegun;
        tooLong = false;
        lineStart = position;
        if (!hasByte()) {
            return false;
        }
        if (afterCarriageReturn && buffer[position] == '\n') {
            position++;
        }
        afterCarriageReturn = false;
        if (number == 1 && startsWithByteOrderMark()) {
            position += 3;
        }
        lineStart = position;
        if (!hasByte()) {
            return false;
        }
        findLineEnd();
        return true;
    }

    /**
     * Joins a line that has an odd number of quotes with the lines up to the next such line, if that is near and
     * {@code accepted} holds for their text; otherwise changes nothing. The joined line keeps the first number and the
     * inner line ends. A value that spans lines has no odd line between its first and last, so no line is examined for
     * more than one other.
     */
    void joinToEvenQuotes(Predicate<String> accepted) {
        if (!oddQuotes || tooLong) {
            return;
        }
        int length = lineEnd - lineStart;
        int resumeAfter = position - lineStart;
        boolean found = findEvenQuotes();
        lineEnd = position;
        if (found && accepted.test(text())) {
            passLineEnd();
            return;
        }
        lineEnd = lineStart + length;
        position = lineStart + resumeAfter;
        linesBegun = number;
    }

    long number() {
        return number;
    }

    /** Moves to the next line that is not blank; false at the end of the file. */
    boolean nextNotBlank() {
        boolean found = next();
        while (found && isBlank()) {
            found = next();
        }
        return found;
    }

    /** Returns whether the line has only spaces, tabs, commas and empty pairs of quotes. */
    boolean isBlank() {
        for (int at = lineStart; at < lineEnd; at++) {
            byte next = buffer[at];
            if (next == '"' && isEmptyPairOfQuotes(at)) {
                at++;
            } else if (next != ' ' && next != '\t' && next != ',') {
                return false;
            }
        }
        return true;
    }

    private boolean isEmptyPairOfQuotes(int at) {
        boolean begins = at == lineStart || buffer[at - 1] == ',';
        return begins && at + 1 < lineEnd && buffer[at + 1] == '"' && (at + 2 == lineEnd || buffer[at + 2] == ',');
    }

    /** Returns whether a line end follows; only the last line may lack it. */
    boolean hasLineEnd() {
        return hasLineEnd;
    }

    /** Returns whether the line exceeds {@link #MAX_LINE_BYTES}, so that only its beginning is kept. */
    boolean isTooLong() {
        return tooLong;
    }

    String text() {
        return new String(buffer, lineStart, lineEnd - lineStart, StandardCharsets.UTF_8);
    }

    /** Returns the unpacked length; call it after the last line. */
    long bytes() {
        return totalRead;
    }

    /** Returns the SHA-256 of the unpacked content in lower-case hex; call it after the last line. */
    String sha256() {
        try {
            return content.sha256();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void findLineEnd() {
        boolean ended = false;
        oddQuotes = false;
        while (!ended && hasByte()) {
            int at = position;
            while (at < checked && buffer[at] != '\n' && buffer[at] != '\r') {
                oddQuotes ^= buffer[at] == '"';
                at++;
            }
            position = at;
            ended = at < checked;
        }
        lineEnd = position;
        passLineEnd();
        if (lineEnd - lineStart > MAX_LINE_BYTES) {
            lineEnd = lineStart + MAX_LINE_BYTES;
            tooLong = true;
        }
    }

    /**
     * Moves to the end of the line that makes the quotes even; false if none is near. The bytes stay in the buffer
     * behind the line's start; the search ends before they exceed the longest line.
     */
    private boolean findEvenQuotes() {
        boolean even = false;
        boolean afterReturn = afterCarriageReturn;
        linesBegun++;
        while (linesBegun <= number + MAX_MORE_LINES && position - lineStart <= MAX_LINE_BYTES && hasByte()) {
            byte next = buffer[position];
            if (next == '\r' || (next == '\n' && !afterReturn)) {
                if (even) {
                    break;
                }
                linesBegun++;
            }
            even ^= next == '"';
            afterReturn = next == '\r';
            position++;
        }
        return even && position - lineStart <= MAX_LINE_BYTES;
    }

    private void passLineEnd() {
        hasLineEnd = position < checked;
        if (hasLineEnd) {
            afterCarriageReturn = buffer[position] == '\r';
            position++;
        }
    }

    private boolean hasByte() {
        return position < checked || fill();
    }

    private boolean fill() {
        dropAllButCurrentLine();
        while (true) {
            int read = read();
            boolean sound = check(read < 0);
            if (position < checked) {
                return true;
            }
            if (!sound) {
                throw notUtf8();
            }
            if (read < 0) {
                return false;
            }
        }
    }

    private void dropAllButCurrentLine() {
        int kept = Math.min(position - lineStart, MAX_LINE_BYTES);
        tooLong = tooLong || kept < position - lineStart;
        System.arraycopy(buffer, lineStart, buffer, 0, kept);
        System.arraycopy(buffer, checked, buffer, kept, filled - checked);
        filled = kept + filled - checked;
        lineStart = 0;
        position = kept;
        checked = kept;
    }

    private int read() {
        try {
            int read = content.read(buffer, filled, buffer.length - filled);
            filled += Math.max(read, 0);
            totalRead += Math.max(read, 0);
            return read;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private boolean check(boolean atEnd) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, checked, filled - checked);
        decoder.reset();
        CoderResult result;
        do {
            decoded.clear();
            result = decoder.decode(bytes, decoded, atEnd);
        } while (result.isOverflow());
        checked = bytes.position();
        return !result.isError();
    }

    private boolean startsWithByteOrderMark() {
        return checked - position >= 3
                && buffer[position] == (byte) 0xEF
                && buffer[position + 1] == (byte) 0xBB
                && buffer[position + 2] == (byte) 0xBF;
    }

    private UnusableInputException notUtf8() {
        long offset = totalRead - filled + checked;
        int bad = buffer[checked] & 0xFF;
        int next = checked + 1 < filled ? buffer[checked + 1] & 0xFF : -1;
        boolean utf16 = offset == 0 && ((bad == 0xFF && next == 0xFE) || (bad == 0xFE && next == 0xFF));
        return new UnusableInputException(
                label,
                utf16
                        ? "is UTF-16; save it as UTF-8"
                        : String.format(
                                "is not UTF-8: line %,d, byte 0x%02X at offset %,d%s; save it as UTF-8",
                                linesBegun, bad, offset, content.isPacked() ? " of the unpacked data" : ""));
    }

    private UnusableInputException unreadable(IOException e) {
        String advice = content.isPacked()
                ? "the gzip data is damaged or cut off near line %,d (%s); compress or copy the file again"
                : "cannot be read further than line %,d (%s)";
        return new UnusableInputException(label, String.format(advice, linesBegun, e), e);
    }
}
