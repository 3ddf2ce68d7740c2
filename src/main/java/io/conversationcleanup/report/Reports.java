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
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.FilesApart.Written;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the reports of runs of one operation from the ledger. Immutable, hence thread-safe; but of two threads only one
 * may write to a directory at a time.
 */
public final class Reports {

    private static final Logger log = LoggerFactory.getLogger(Reports.class);

    private static final String RESULTS = "results.csv";
    private static final String CHAIN = "results.chain";
    private static final String FAILURES = "failures.csv";
    private static final String HTML = "report.html";
    static final String SUMMARY = "summary.json";

    /** In the order in which they appear: the first says whose all are, and where the last is, all are. */
    static final List<String> NAMES = List.of(Manifest.NAME, RESULTS, FAILURES, CHAIN, HTML, SUMMARY);

    private final ConversationRules rules;
    private final Function<String, Optional<CodeMeaning>> meanings;
    private final Optional<Pseudonyms> pseudonyms;
    private final InstantSource clock;
    private final FileAccess access;
    private final Replacement replacement;

    /**
     * Reports of runs of one operation, which can be read by all that the umask lets in.
     *
     * @param rules give the conversation types their numbers
     * @param meanings what is known of a code
     * @param pseudonyms stand in for users and peers; empty if their ids are to be shown
     * @param clock tells when the reports were written
     */
    public Reports(
            ConversationRules rules,
            Function<String, Optional<CodeMeaning>> meanings,
            Optional<Pseudonyms> pseudonyms,
            InstantSource clock) {
        this(rules, meanings, pseudonyms, clock, FileAccess.BY_UMASK, Replacement.OF_OWN);
    }

    private Reports(
            ConversationRules rules,
            Function<String, Optional<CodeMeaning>> meanings,
            Optional<Pseudonyms> pseudonyms,
            InstantSource clock,
            FileAccess access,
            Replacement replacement) {
        this.rules = rules;
        this.meanings = meanings;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.access = access;
        this.replacement = replacement;
    }

    /** The same reports, in files and directories that give this access. */
    public Reports with(FileAccess wanted) {
        return new Reports(rules, meanings, pseudonyms, clock, wanted, replacement);
    }

    /** The same reports, which may replace these files. */
    public Reports with(Replacement allowed) {
        return new Reports(rules, meanings, pseudonyms, clock, access, allowed);
    }

    /**
     * The files that reports in this directory are written to.
     *
     * @param name how the directory was named
     */
    public static List<Written> written(Path directory, String name) {
        return NAMES.stream()
                .map(file -> AtomicFile.written(directory, file, name, Source.COMMAND_LINE))
                .toList();
    }

    /**
     * Finds out before anything is sent whether the reports may be written to a directory.
     *
     * @param run the run whose earlier reports may be replaced; empty for a run that has none yet
     * @throws ReportException if they would replace files that they may not
     */
    public void requireReplaceable(Path directory, Optional<String> run) {
        replacement.require(directory, run);
    }

    /**
     * Writes all reports of a run, in place of earlier ones, in one pass over its rows and with little memory however
     * many there are. The files appear together at the end, each whole; after an exception the earlier ones are still
     * there.
     *
     * @param run as it stands now, its final status and times included
     * @param unfinished the names of the job's older runs that are unfinished
     * @param directory where the files go; created if it is not there
     * @param beforeTheyAppear throws if this process may not put them there any more
     * @throws ReportException if a file cannot be written, or if the rows do not add up to what the ledger counts
     */
    public ReportFiles write(
            Ledger ledger, Run run, List<String> unfinished, Path directory, Runnable beforeTheyAppear) {
        create(directory);
        try (AtomicFile hashes = new AtomicFile(directory, CHAIN, access)) {
            LineChain chain = new LineChain(run.id(), hash -> hashes.write(hash + "\n"));
            try (AtomicFile results = new AtomicFile(directory, RESULTS, access, chain);
                    AtomicFile failures = new AtomicFile(directory, FAILURES, access);
                    AtomicFile html = new AtomicFile(directory, HTML, access);
                    AtomicFile manifest = new AtomicFile(directory, Manifest.NAME, access);
                    AtomicFile json = new AtomicFile(directory, SUMMARY, access)) {
                RowTexts texts = new RowTexts(new RowValues(run.entry().columns(), rules), pseudonyms);
                RowReports rows = new RowReports(results, failures, texts);
                RunHistory history = RunHistory.of(ledger.history(), run);
                UnaryOperator<String> words = readRows(ledger, run, rows, new IdsNamed(texts(run, history), texts));
                checkBalance(ledger, run, rows.tally());
                Summary summary = Summary.of(run, rows.tally(), rows.failuresByCode())
                        .among(
                                run.status() == RunStatus.RUNNING
                                        ? List.of()
                                        : ledger.runs().list(RunFilter.ALL))
                        .beside(unfinished)
                        .worded(words);
                history = history.worded(words);
                json.write(SummaryJson.text(summary));
                List<FileStamp> stamps = finished(List.of(results, failures, hashes, json));
                html.write(
                        HtmlReport.of(new ReportPage(summary, rows.firstFailures(), history, meanings, stamps, ids())));
                stamps = joined(stamps, finished(List.of(html)));
                manifest.write(manifest(summary, history, stamps, chain).text());
                FileStamp evidence = finished(List.of(manifest)).get(0);
                beforeTheyAppear.run();
                // Hours may have passed since it was asked whether they may appear there.
                replacement.requireStill(directory, run.id());
                List.of(manifest, results, failures, hashes, html, json).forEach(AtomicFile::moveIntoPlace);
                return new ReportFiles(
                        results.target(),
                        failures.target(),
                        json.target(),
                        html.target(),
                        summary,
                        evidence.sha256(),
                        ids());
            }
        }
    }

    /** What people and providers have said of the run as a whole. */
    private static List<String> texts(Run run, RunHistory history) {
        List<String> texts = new ArrayList<>(history.endings());
        run.entry().requestedBy().reason().ifPresent(texts::add);
        Optional.ofNullable(run.statusReason()).ifPresent(texts::add);
        return texts;
    }

    /** Reads all rows once; gives back how texts that may name some of them are shown. */
    private UnaryOperator<String> readRows(Ledger ledger, Run run, RowReports rows, IdsNamed named) {
        if (pseudonyms.isEmpty()) {
            ledger.rows().forEachRow(run.number(), rows);
            return text -> text;
        }
        ledger.rows().forEachRow(run.number(), row -> {
            rows.accept(row);
            named.accept(row);
        });
        return text -> pseudonyms.get().in(text, named.found());
    }

    /** Whether they show pseudonyms in place of ids. */
    public boolean arePseudonymized() {
        return pseudonyms.isPresent();
    }

    private Manifest.Ids ids() {
        return pseudonyms.isPresent() ? Manifest.Ids.PSEUDONYMS : Manifest.Ids.PLAIN;
    }

    private static List<FileStamp> finished(List<AtomicFile> files) {
        files.forEach(AtomicFile::finish);
        return files.stream().map(AtomicFile::stamp).toList();
    }

    private static List<FileStamp> joined(List<FileStamp> first, List<FileStamp> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private Manifest manifest(Summary summary, RunHistory history, List<FileStamp> stamps, LineChain chain) {
        long inputBytes = history.start().map(StartDetail::inputBytes).orElse(-1L);
        return new Manifest(
                summary.run(),
                summary.status().name(),
                clock.instant(),
                ids(),
                new Manifest.Input(
                        summary.input().file(),
                        summary.input().sha256(),
                        inputBytes < 0 ? OptionalLong.empty() : OptionalLong.of(inputBytes)),
                stamps,
                new Manifest.Chain(RESULTS, CHAIN, summary.run(), chain.lines(), chain.last()));
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

    /** Removes what killed processes left in a directory of reports that they had not finished. */
    public static void removeLeftovers(Path directory) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        for (String name : NAMES) {
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
            throw ReportException.cannotWrite(directory, e);
        }
    }

    /** A row that the ledger counts and a report lacks would be a forgotten row. Only a run at rest can be compared. */
    private static void checkBalance(Ledger ledger, Run run, Tally written) {
        if (run.status() == RunStatus.RUNNING) {
            return;
        }
        Tally expected = ledger.results().tally(run.number());
        if (!written.equals(expected)) {
            throw ReportException.doesNotBalance(run.id(), written.toString(), expected.toString());
        }
    }
}
