package io.conversationcleanup.report;

import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.RunRecord;
import io.conversationcleanup.ledger.Tally;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the reports of runs of one operation from the ledger. Immutable, hence thread-safe; but of two threads only one
 * may write to a directory at a time.
 */
public final class Reports {

    private final ConversationRules rules;

    /** Reports of runs whose conversation types have the numbers that these rules give them. */
    public Reports(ConversationRules rules) {
        this.rules = rules;
    }

    /**
     * Writes all reports of a run, in place of earlier ones, in one pass over its rows and with little memory however
     * many there are. The files appear together at the end, each whole; after an exception the earlier ones are still
     * there.
     *
     * @param run as it stands now, its final status and times included
     * @param directory where the files go; created if it is not there
     * @throws ReportException if a file cannot be written, or if the rows do not add up to what the ledger counts
     */
    public ReportFiles write(Ledger ledger, RunRecord run, Path directory) {
        create(directory);
        try (AtomicFile results = new AtomicFile(directory, "results.csv");
                AtomicFile failures = new AtomicFile(directory, "failures.csv");
                AtomicFile html = new AtomicFile(directory, "report.html");
                AtomicFile json = new AtomicFile(directory, "summary.json")) {
            RowReports rows =
                    new RowReports(results, failures, new RowValues(run.run().columns(), rules));
            ledger.forEachRow(run.number(), rows);
            checkBalance(ledger, run, rows.tally());
            Summary summary = Summary.of(run, rows.tally(), rows.failuresByCode());
            html.write(HtmlReport.of(summary, rows.firstFailures()));
            json.write(SummaryJson.text(summary));
            // The summary comes last: where it is, the others are.
            List<AtomicFile> files = List.of(results, failures, html, json);
            files.forEach(AtomicFile::finish);
            files.forEach(AtomicFile::moveIntoPlace);
            return new ReportFiles(results.target(), failures.target(), json.target(), html.target(), summary);
        }
    }

    /**
     * Finds out before anything is sent whether reports can be written to a directory, which need not be there yet.
     * Nothing is made.
     *
     * @throws ReportException if they cannot
     */
    public static void requireWritable(Path directory) {
        Path place = directory.toAbsolutePath().normalize();
        while (!Files.exists(place, LinkOption.NOFOLLOW_LINKS) && place.getParent() != null) {
            place = place.getParent();
        }
        if (!Files.isDirectory(place)) {
            throw ReportException.cannotBeWrittenTo(directory, place + " is not a directory");
        }
        if (!Files.isWritable(place)) {
            throw ReportException.cannotBeWrittenTo(directory, place + ": permission denied");
        }
    }

    private static void create(Path directory) {
        try {
            // Before Java 20, createDirectories refuses a symbolic link to a directory.
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw ReportException.cannotWrite(directory, e);
        }
    }

    /** A row that the ledger counts and a report lacks would be a forgotten row. Only a run at rest can be compared. */
    private static void checkBalance(Ledger ledger, RunRecord run, Tally written) {
        if (run.status() == RunStatus.RUNNING) {
            return;
        }
        Tally expected = ledger.tally(run.number());
        if (!written.equals(expected)) {
            throw ReportException.doesNotBalance(run.id(), written.toString(), expected.toString());
        }
    }
}
