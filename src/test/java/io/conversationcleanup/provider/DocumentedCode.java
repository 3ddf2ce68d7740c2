package io.conversationcleanup.provider;

import com.opencsv.CSVReader;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A line of a provider's corpus of documented codes, {@code errors/<provider>.csv}.
 *
 * @param number the provider's code
 * @param operation the operation's name
 * @param disposition what follows from one such answer
 * @param calls how many calls one row gets, see the file's head
 * @param ends how that ends: an outcome of results.csv, or {@code aborted}
 */
public record DocumentedCode(long number, String operation, Disposition disposition, int calls, String ends) {

    /** What follows from an outcome. */
    public enum Disposition {
        SETTLE,
        FAIL,
        RETRY,
        WAIT,
        ABORT;

        static Disposition of(Outcome.Kind kind) {
            return switch (kind) {
                case DELETED, ALREADY_GONE -> SETTLE;
                case REFUSED -> FAIL;
                case BUSY, UNEXPECTED, UNAVAILABLE, UNKNOWN -> RETRY;
                case THROTTLED, SIGNED_ANEW -> WAIT;
                case DENIED -> ABORT;
            };
        }
    }

    public static List<DocumentedCode> all(String provider) {
        String file = "/errors/" + provider + ".csv";
        try (CSVReader reader = new CSVReader(new InputStreamReader(
                Objects.requireNonNull(DocumentedCode.class.getResourceAsStream(file), file),
                StandardCharsets.UTF_8))) {
            return reader.readAll().stream()
                    .filter(line -> !line[0].startsWith("#") && !line[0].equals("code"))
                    .map(line -> new DocumentedCode(
                            Long.parseLong(line[0]),
                            line[1],
                            Disposition.valueOf(line[2]),
                            Integer.parseInt(line[3]),
                            line[4]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CsvException e) {
            throw new IllegalStateException(file, e);
        }
    }

    @Override
    public String toString() {
        return operation + " " + number;
    }
}
