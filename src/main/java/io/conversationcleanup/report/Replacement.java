package io.conversationcleanup.report;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.model.FilesApart;
import io.conversationcleanup.model.FilesApart.Read;
import io.conversationcleanup.model.FilesApart.Written;
import io.conversationcleanup.model.Json;
import io.conversationcleanup.report.ReportException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The files that reports may replace: never the needed ones; only with {@code others} more than the run's own reports.
 * Immutable.
 */
public record Replacement(List<Read> needed, boolean others) {

    public static final Replacement OF_OWN = new Replacement(List.of(), false);

    /** In bytes. A run's own file is many times smaller. */
    private static final long LARGEST = 16_000_000;

    public Replacement {
        needed = List.copyOf(needed);
    }

    /**
     * Checks before anything is sent whether the reports may be written to a directory.
     *
     * @param run the run whose earlier reports may be replaced; empty for a new run
     * @throws ReportException if they would replace other files
     */
    public void require(Path directory, Optional<String> run) {
        FilesApart.refusal(needed, ReportFiles.written(directory, "reports")).ifPresent(refusal -> {
            throw new ReportException(
                    refusal.source() == FilesApart.Source.SETTINGS ? Kind.REFUSED_BY_SETTINGS : Kind.REFUSED,
                    refusal.text());
        });
        named(directory, file -> Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                .ifPresent(names -> {
                    throw ReportException.cannotBeWrittenTo(
                            directory, "a directory has the name of a report: " + names);
                });
        if (!others && run.filter(id -> isOf(directory, id)).isEmpty()) {
            named(directory, file -> true).ifPresent(names -> {
                throw new ReportException(
                        Kind.REFUSED,
                        "The reports would replace files in " + directory + " that are not this run's: " + names
                                + runsNamed(directory)
                                + ". Nothing was sent and nothing was written. Name another directory with --output, or,"
                                + " to replace these files, add --overwrite.");
            });
        }
    }

    /** A link created since the check is replaced itself; its target stays. */
    void requireStill(Path directory, String run) {
        List<Written> files = ReportFiles.written(directory, "reports").stream()
                .filter(file -> !Files.isSymbolicLink(file.path()))
                .toList();
        boolean foreign = !others && !isOf(directory, run);
        if (foreign || FilesApart.refusal(needed, files).isPresent()) {
            named(directory, file -> !Files.isSymbolicLink(file)).ifPresent(names -> {
                throw new ReportException(
                        Kind.UNWRITABLE,
                        "The reports were not written: files appeared in " + directory + " that are not this run's: "
                                + names + runsNamed(directory)
                                + ". The outcome of every row is kept in the repository. Give the same command again with"
                                + " another directory for --output, or, to replace these files, with --overwrite.");
            });
        }
    }

    private static Optional<String> named(Path directory, Predicate<Path> wanted) {
        return Optional.of(ReportFiles.NAMES.stream()
                        .filter(name -> Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)
                                && wanted.test(directory.resolve(name)))
                        .collect(Collectors.joining(", ")))
                .filter(names -> !names.isEmpty());
    }

    private static String runsNamed(Path directory) {
        String runs = Stream.of(Manifest.NAME, ReportFiles.SUMMARY)
                .flatMap(name -> run(directory.resolve(name)).stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return runs.isEmpty() ? "" : " (of run " + runs + ")";
    }

    /** The manifest or the summary must name the run, and neither may name another. */
    private static boolean isOf(Path directory, String run) {
        List<Path> found = Stream.of(Manifest.NAME, ReportFiles.SUMMARY)
                .map(directory::resolve)
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .toList();
        return !found.isEmpty()
                && found.stream().allMatch(file -> run(file).filter(run::equals).isPresent());
    }

    private static Optional<String> run(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            return Json.MAPPER
                    .readTree(Files.readAllBytes(file))
                    .optional("run")
                    .filter(JsonNode::isString)
                    .map(JsonNode::stringValue);
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
