package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReader;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reports of a run as they lie in a directory. Immutable. */
record WrittenReports(Path directory) {

    /** A line of {@code results.csv}. */
    record Result(long line, String user, String peer, String outcome) {}

    /** How many attempts rows have used: each number that occurs. */
    Set<Integer> attempts() {
        return cells().map(cells -> Integer.valueOf(cells[8])).collect(Collectors.toSet());
    }

    JsonNode summary() {
        return new JsonMapper().readTree(text("summary.json"));
    }

    /** A figure of the summary, such as {@code calls.total}. */
    long count(String path) {
        JsonNode node = summary().at("/" + path.replace('.', '/'));
        assertThat(node.isIntegralNumber()).as(path).isTrue();
        return node.longValue();
    }

    String status() {
        return summary().get("status").stringValue();
    }

    /** The sum of the rows' outcomes, which must be the total. */
    long balancedRows() {
        JsonNode rows = summary().get("rows");
        long sum = rows.propertyStream()
                .filter(field -> !field.getKey().equals("total"))
                .mapToLong(field -> field.getValue().longValue())
                .sum();
        assertThat(sum).isEqualTo(rows.get("total").longValue());
        return sum;
    }

    List<Result> results() {
        return cells().map(cells -> new Result(Long.parseLong(cells[0]), cells[1], cells[2], cells[5]))
                .toList();
    }

    private Stream<String[]> cells() {
        try (CSVReader reader = new CSVReader(Files.newBufferedReader(directory.resolve("results.csv")))) {
            return reader.readAll().stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CsvException e) {
            throw new AssertionError(e);
        }
    }

    String text(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a report is being written: it has a temporary name until it is whole. */
    boolean beingWritten() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> file.toString().endsWith(".tmp"));
        } catch (IOException e) {
            return false;
        }
    }
}
