package io.conversationcleanup.report;

import io.conversationcleanup.evidence.LineChain;
import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.evidence.Manifest.FileStamp;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.ledger.Ledger;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.ledger.RunStore.RunFilter;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.runs.Pseudonyms;
import io.conversationcleanup.runs.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the reports of an operation's runs from the ledger. Immutable, but only one thread at a time may write to a
 * directory.
 *
 * @param pseudonyms replace the ids of users and peers; empty to show ids
 */
public record Reports(
        ConversationRules rules,
        Function<String, Optional<CodeMeaning>> meanings,
        Optional<Pseudonyms> pseudonyms,
        InstantSource clock,
        FileAccess access,
        Replacement replacement) {

    private static final Logger log = LoggerFactory.getLogger(Reports.class);

    /**
     * Writes all reports of a run in one pass over its rows, with little memory. The files replace earlier ones
     * together at the end; after an exception the earlier ones are still there.
     *
     * @param unfinished the names of the job's older unfinished runs
     * @param beforeTheyAppear throws if this process may no longer replace the reports
     * @throws ReportException if a file cannot be written, or if the rows do not add up to the ledger's counts
     */
    public ReportFiles write(
            Ledger ledger, Run run, List<String> unfinished, Path directory, Runnable beforeTheyAppear) {
        create(directory);
        try (AtomicFile hashes = new AtomicFile(directory, ReportFiles.CHAIN, access)) {
            LineChain chain = new LineChain(run.id(), hash -> hashes.write(hash + "\n"));
            try (AtomicFile results = new AtomicFile(directory, ReportFiles.RESULTS, access, chain);
                    AtomicFile failures = new AtomicFile(directory, ReportFiles.FAILURES, access);
                    AtomicFile html = new AtomicFile(directory, ReportFiles.HTML, access);
                    AtomicFile manifest = new AtomicFile(directory, Manifest.NAME, access);
                    AtomicFile json = new AtomicFile(directory, ReportFiles.SUMMARY, access)) {
                RowTexts texts = new RowTexts(run.entry().columns(), rules, pseudonyms);
                RowReports rows = new RowReports(results, failures, texts);
                RunHistory exact = RunHistory.of(ledger.history(), run);
                UnaryOperator<String> words = readRows(ledger, run, rows, texts, exact);
                checkBalance(ledger, run, rows.tally());
                Summary summary = summary(ledger, run, unfinished, rows).worded(words);
                RunHistory history = exact.worded(words);
                json.write(ReportJson.summary(summary));
                List<FileStamp> stamps = new ArrayList<>(finished(results, failures, hashes, json));
                html.write(new HtmlReport(summary, rows.firstFailures(), history, meanings, stamps, ids()).text());
                stamps.addAll(finished(html));
                manifest.write(manifest(summary, history, stamps, chain).text());
                String evidence = finished(manifest).get(0).sha256();
                beforeTheyAppear.run();
                // The first check may be hours old.
                replacement.requireStill(directory, run.id());
                List.of(manifest, results, failures, hashes, html, json).forEach(AtomicFile::moveIntoPlace);
                return new ReportFiles(directory, summary, evidence, ids());
            }
        }
    }

    /** Reads all rows once; returns a function that hides the ids in a provider's or a person's text. */
    private UnaryOperator<String> readRows(
            Ledger ledger, Run run, RowReports rows, RowTexts cells, RunHistory history) {
        if (pseudonyms.isEmpty()) {
            ledger.rows().forEachRow(run.number(), rows);
            return text -> text;
        }
        List<String> texts = new ArrayList<>(history.endings());
        run.entry().requestedBy().reason().ifPresent(texts::add);
        Optional.ofNullable(run.statusReason()).ifPresent(texts::add);
        Set<String> named = new HashSet<>();
        ledger.rows().forEachRow(run.number(), row -> {
            rows.accept(row);
            cells.ids(row).stream()
                    .filter(id -> texts.stream().anyMatch(text -> text.contains(id)))
                    .forEach(named::add);
        });
        return text -> pseudonyms.get().in(text, named);
    }

    private static Summary summary(Ledger ledger, Run run, List<String> unfinished, RowReports rows) {
        return Summary.of(run, rows.tally(), rows.failuresByCode())
                .among(
                        run.status() == RunStatus.RUNNING
                                ? List.of()
                                : ledger.runs().list(RunFilter.ALL))
                .beside(unfinished);
    }

    private Manifest.Ids ids() {
        return pseudonyms.isPresent() ? Manifest.Ids.PSEUDONYMS : Manifest.Ids.PLAIN;
    }

    private static List<FileStamp> finished(AtomicFile... files) {
        return Stream.of(files).map(AtomicFile::finish).toList();
    }

    private Manifest manifest(Summary summary, RunHistory history, List<FileStamp> stamps, LineChain chain) {
        return new Manifest(
                summary.run(),
                summary.status().name(),
                clock.instant(),
                ids(),
                new Manifest.Input(
                        summary.input().file(),
                        summary.input().sha256(),
                        history.start().stream()
                                .mapToLong(StartDetail::inputBytes)
                                .filter(bytes -> bytes >= 0)
                                .findFirst()),
                stamps,
                new Manifest.Chain(ReportFiles.RESULTS, ReportFiles.CHAIN, summary.run(), chain.lines(), chain.last()));
    }

    /** Checks before anything is sent that the directory, which need not exist, is writable. Creates nothing. */
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

    /** Removes the temporary files of killed processes. */
    public static void removeLeftovers(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        for (String name : ReportFiles.NAMES) {
            try {
                AtomicFile.removeLeftovers(directory, name);
            } catch (IOException e) {
                log.warn(
                        "A part of {} that a killed process left could not be removed: {}",
                        directory.resolve(name),
                        e.toString());
            }
        }
    }

    private void create(Path directory) {
        try {
            access.createDirectories(directory);
        } catch (IOException e) {
            throw new ReportException(directory, e);
        }
    }

    /** Finds rows that the ledger counts and a report lacks. Only a run that no process works on can be compared. */
    private static void checkBalance(Ledger ledger, Run run, Tally written) {
        if (run.status() == RunStatus.RUNNING) {
            return;
        }
        Tally expected = ledger.results().tally(run.number());
        if (!written.equals(expected)) {
            throw new ReportException(
                    ReportException.Kind.UNBALANCED,
                    "The reports of run " + run.id() + " were not written: its rows come to " + written
                            + ", but the repository counts " + expected
                            + ". No other process may work on the run while its reports are written; if none does, keep"
                            + " the repository as it is and report this as a defect.");
        }
    }
}
