package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reports of a run as a script reads them. Immutable.
 *
 * @param results the lines of results.csv, each by the names of its columns
 * @param failures the lines of failures.csv, likewise
 */
record RunReports(JsonNode summary, List<Map<String, String>> results, List<Map<String, String>> failures) {

    private static final List<String> COUNTS =
            List.of("deleted", "alreadyGone", "failed", "retryable", "rejected", "duplicate", "pending");

    /** Reads the four files and checks that their counts agree with each other and with this number of rows. */
    static RunReports balanced(Path directory, int rows) {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "results.csv",
                            "results.chain",
                            "failures.csv",
                            "summary.json",
                            "report.html",
                            "manifest.json");
            RunReports reports = new RunReports(
                    JsonMapper.shared().readTree(Files.readString(directory.resolve("summary.json"))),
                    csv(directory.resolve("results.csv")),
                    csv(directory.resolve("failures.csv")));
            reports.assertBalance(rows);
            return reports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertBalance(int rows) {
        assertThat(results).hasSize(rows);
        assertThat(results).extracting(line -> line.get("line")).doesNotHaveDuplicates();
        assertThat(rowCount("total")).isEqualTo(rows);
        assertThat(COUNTS.stream().mapToLong(this::rowCount).sum()).isEqualTo(rows);
        Map<String, Long> counted = results.stream()
                .collect(Collectors.groupingBy(
                        line -> line.get("outcome").replace("already-gone", "alreadyGone"), Collectors.counting()));
        assertThat(COUNTS)
                .allSatisfy(name -> assertThat(rowCount(name)).as(name).isEqualTo(counted.getOrDefault(name, 0L)));
        assertThat((long) failures.size()).isEqualTo(rowCount("failed") + rowCount("retryable") + rowCount("rejected"));
    }

    String status() {
        return summary.path("status").asString();
    }

    String run() {
        return summary.path("run").asString();
    }

    String reason() {
        return summary.path("reason").asString("");
    }

    long rowCount(String name) {
        return summary.path("rows").path(name).asLong(-1);
    }

    /** The counts of rows that are not 0, without the total. */
    Map<String, Long> rowCounts() {
        Map<String, Long> counts = new TreeMap<>();
        COUNTS.stream().filter(name -> rowCount(name) != 0).forEach(name -> counts.put(name, rowCount(name)));
        return counts;
    }

    long callCount(String name) {
        return summary.path("calls").path(name).asLong(-1);
    }

    Map<String, Long> failuresByCode() {
        Map<String, Long> codes = new TreeMap<>();
        summary.path("failuresByCode")
                .properties()
                .forEach(entry -> codes.put(entry.getKey(), entry.getValue().asLong()));
        return codes;
    }

    /** The result of the only row of this user. */
    Map<String, String> resultOf(String user) {
        List<Map<String, String>> found =
                results.stream().filter(line -> line.get("user").equals(user)).toList();
        assertThat(found).as("rows of " + user).hasSize(1);
        return found.get(0);
    }

    /** How many rows have used this number of attempts. */
    Map<Integer, Long> attempts() {
        return results.stream()
                .map(line -> Integer.valueOf(line.get("attempts")))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private static List<Map<String, String>> csv(Path file) throws IOException {
        try (CSVReader reader = new CSVReaderBuilder(Files.newBufferedReader(file))
                .withCSVParser(new RFC4180ParserBuilder().build())
                .build()) {
            List<String[]> lines = reader.readAll();
            String[] header = lines.get(0);
            List<Map<String, String>> rows = new ArrayList<>();
            for (String[] line : lines.subList(1, lines.size())) {
                assertThat(line).as("a line of " + file).hasSameSizeAs(header);
                Map<String, String> row = new LinkedHashMap<>();
                for (int column = 0; column < header.length; column++) {
                    row.put(header[column], line[column]);
                }
                rows.add(row);
            }
            return rows;
        } catch (CsvException e) {
            throw new IllegalStateException(file + " is no CSV", e);
        }
    }
}
