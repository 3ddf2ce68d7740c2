package io.conversationcleanup.packaged;

import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A directory with a job, {@code job.yml}, over a file of rows, {@code rows.csv}. Immutable. */
record Workplace(Path directory) {

    /** What the job's calls are signed with. */
    static final String SECRET = SimulatedApp.REHEARSAL.secret();

    /**
     * Writes the files of a job.
     *
     * @param endpoint as the job file names it
     * @param limits the job file's limits, in braces
     */
    static Workplace of(Path directory, List<Row> rows, String endpoint, String limits) {
        Workplace workplace = new Workplace(directory);
        String credentials = endpoint.equals("simulator")
                ? ""
                : "credentials: {app-id: %d, admin: %s, secret: \"${file:secret.txt}\"}%n"
                        .formatted(SimulatedApp.REHEARSAL.appId(), SimulatedApp.REHEARSAL.admin());
        workplace.write("secret.txt", SECRET);
        workplace.write(
                "rows.csv",
                rows.stream().map(row -> row.csv() + "\n").collect(Collectors.joining("", Row.HEADER + "\n", "")));
        workplace.write("job.yml", """
                name: packaged
                provider: tencent
                operation: delete-conversation
                endpoint: %s
                %sinput: {path: rows.csv}
                limits: %s
                """.formatted(endpoint, credentials, limits));
        return workplace;
    }

    Program program() {
        return Program.in(directory);
    }

    /** The reports, if they were asked for in the directory {@code out}. */
    WrittenReports reports() {
        return new WrittenReports(directory.resolve("out"));
    }

    Path write(String file, String text) {
        try {
            return Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files in it, by their paths below it, in order. */
    List<String> files() {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
