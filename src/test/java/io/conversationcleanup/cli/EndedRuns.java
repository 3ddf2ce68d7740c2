package io.conversationcleanup.cli;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.report.ReportFiles;
import io.conversationcleanup.runs.Summary;
import io.conversationcleanup.runs.Summary.Rerun;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Results of a run, as commands get them. */
final class EndedRuns {

    static final String RUN = "demo-20261121-000355";

    private EndedRuns() {}

    static RunResult ended(RunStatus status) {
        return new RunResult.Ended(RUN, status, reports(status));
    }

    static ReportFiles reports(RunStatus status) {
        return reports(status, List.of());
    }

    static ReportFiles reports(RunStatus status, List<Rerun> reruns) {
        Path directory = Path.of("here");
        Instant start = Instant.parse("2026-11-21T00:03:55Z");
        return new ReportFiles(
                directory.resolve("results.csv"),
                directory.resolve("failures.csv"),
                directory.resolve("summary.json"),
                directory.resolve("report.html"),
                new Summary(
                        RUN,
                        "demo",
                        "sample",
                        "delete-conversation",
                        status,
                        Optional.empty(),
                        true,
                        Optional.empty(),
                        new Summary.Input("users.csv", "ab12"),
                        new Tally(3, 1, 1, 1, 0, 0, 0, 0, 0),
                        CallCounts.NONE,
                        new Summary.Rate(OptionalDouble.of(160), 0, 0),
                        Map.of(),
                        start,
                        Optional.of(start.plusSeconds(1)),
                        Duration.ofSeconds(1),
                        RequestedBy.UNKNOWN,
                        Optional.empty(),
                        reruns,
                        Optional.empty(),
                        List.of()),
                "ab34",
                Manifest.Ids.PLAIN);
    }
}
