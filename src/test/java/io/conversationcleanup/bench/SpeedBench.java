package io.conversationcleanup.bench;

import io.conversationcleanup.ledger.jdbc.PostgreSqlServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Measures the packaged jar, side by side with the ceiling of the machine (wrk) and with what a user would write instead, in
 * rounds that take turns, and prints a table in Markdown. Properties: {@code bench.rows} (1,000,000), {@code bench.rounds}
 * (3), {@code bench.jfr} (a directory for flight recordings, which cost some speed), {@code bench.only} (names, with commas).
 */
public final class SpeedBench {

    private static final int ROWS = Integer.getInteger("bench.rows", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final String RECORDINGS = System.getProperty("bench.jfr", "");
    private static final String ONLY = System.getProperty("bench.only", "");
    /** The plain step is slow, and its rate does not depend on how long it runs. */
    private static final int PLAIN_STEP_ROWS = Math.min(ROWS, 20_000);

    private final Path directory;
    private final FixedAnswers server;
    private final Path csv;
    private final Path oneRow;
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    private SpeedBench(Path directory, FixedAnswers server) throws IOException {
        this.directory = directory;
        this.server = server;
        this.csv = rows(directory.resolve("rows.csv"), ROWS);
        this.oneRow = rows(directory.resolve("one.csv"), 1);
    }

    /** Runs all rounds and prints the table. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createTempDirectory("speed-bench");
        try (FixedAnswers server = FixedAnswers.start(directory)) {
            SpeedBench bench = new SpeedBench(directory, server);
            for (int round = 1; round <= ROUNDS; round++) {
                System.err.println("round " + round + " of " + ROUNDS);
                bench.round(round);
            }
            bench.print();
        }
    }

    private void round(int round) throws IOException {
        ceiling("wrk, plain", server.plain());
        program(round, "h2", server.plain(), List.of());
        program(round, "postgresql", server.plain(), List.of());
        ceiling("wrk, TLS", server.tls());
        if (!server.tls().isEmpty()) {
            program(round, "h2, TLS", server.tls(), server.trusting());
        }
        if (wanted("plain step")) {
            note("plain step", "rows/s", plainStep(round));
        }
    }

    private void ceiling(String name, String url) throws IOException {
        OptionalDouble rate = Tool.wrk(directory, url);
        rate.ifPresent(calls -> note(name, "calls/s", calls));
    }

    /** A run of its own directory: all at once, then staging alone, then a restart with 99 % done. */
    private void program(int round, String name, String url, List<String> options) throws IOException {
        if (!wanted(name)) {
            return;
        }
        Path place = Files.createDirectories(directory.resolve(name.replaceAll("\\W+", "-") + round));
        JarRuns jar = new JarRuns(place, url, options, RECORDINGS);
        List<String> repository =
                name.startsWith("postgresql") ? List.of("--repository", PostgreSqlServer.newDatabase()) : List.of();
        Measured start = jar.stage(oneRow, repository, 0);
        Measured staged = jar.stage(csv, repository, 0);
        note(name, "staged rows/s", ROWS / (staged.seconds() - start.seconds()));
        Measured run = jar.run(csv, repository);
        note(name, "rows/s while sending", jar.callsPerSecond());
        note(name, "rows/s in all", ROWS / (run.seconds() + staged.seconds() - start.seconds()));
        note(name, "processor µs/row", run.cpu().plus(staged.cpu()).toNanos() / 1e3 / ROWS);
        note(name, "peak MB", run.peakBytes() / 1e6);
        if (repository.isEmpty()) {
            note(name, "repository bytes/row", (double) jar.repositoryBytes() / ROWS);
            if (options.isEmpty()) {
                jar.undo(ROWS / 100);
                note(name, "s to the first call of a restart", jar.secondsToFirstCall(csv));
            }
        }
    }

    private double plainStep(int round) throws IOException {
        Path place = Files.createDirectories(directory.resolve("plain" + round));
        String said = Measured.output(
                place,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath(),
                        PlainStep.class.getName(),
                        csv.toString(),
                        Integer.toString(PLAIN_STEP_ROWS),
                        server.plain(),
                        place.toString()));
        return Double.parseDouble(said.replaceAll("(?s).*rows/s ([\\d.]+).*", "$1"));
    }

    private static String classPath() {
        if (SpeedBench.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"));
        }
        return System.getProperty("java.class.path");
    }

    private static Path rows(Path file, int count) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("user,peer,type,clear_ramble\n");
            for (int i = 0; i < count; i++) {
                out.write("user" + i + ",peer" + i % 9973 + ",1,0\n");
            }
        }
        return file;
    }

    private static boolean wanted(String name) {
        return ONLY.isEmpty() || List.of(ONLY.split(",", -1)).contains(name);
    }

    private void note(String name, String what, double figure) {
        System.err.printf(Locale.ROOT, "  %-14s %-34s %,14.2f%n", name, what, figure);
        figures.computeIfAbsent(name + " | " + what, key -> new ArrayList<>()).add(figure);
    }

    private void print() {
        System.out.printf(
                Locale.ROOT,
                "%,d rows, %d rounds, %d processors, Java %s, %s answers, commit %s%n%n",
                ROWS,
                ROUNDS,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                server.name(),
                commit());
        System.out.println("| what | | median | least | most |\n| --- | --- | --: | --: | --: |");
        figures.forEach((name, values) -> System.out.printf(
                Locale.ROOT,
                "| %s | %,.1f | %,.1f | %,.1f |%n",
                name,
                median(values),
                values.stream().min(Double::compare).orElseThrow(),
                values.stream().max(Double::compare).orElseThrow()));
        ratio("of wrk, plain", "h2 | rows/s while sending", "wrk, plain | calls/s");
        ratio("of wrk, TLS", "h2, TLS | rows/s while sending", "wrk, TLS | calls/s");
        ratio("PostgreSQL of H2", "postgresql | rows/s while sending", "h2 | rows/s while sending");
        ratio("times the plain step", "h2 | rows/s while sending", "plain step | rows/s");
    }

    private String commit() {
        String sources =
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().toString();
        return Measured.output(directory, List.of("git", "-C", sources, "rev-parse", "--short", "HEAD"))
                .strip();
    }

    private void ratio(String name, String part, String whole) {
        if (figures.containsKey(part) && figures.containsKey(whole)) {
            System.out.printf(
                    Locale.ROOT,
                    "| **%s** | | **%.2f** | | |%n",
                    name,
                    median(figures.get(part)) / median(figures.get(whole)));
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
