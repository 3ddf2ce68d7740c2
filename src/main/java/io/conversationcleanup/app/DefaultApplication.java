package io.conversationcleanup.app;

import io.conversationcleanup.cli.Application;
import io.conversationcleanup.cli.CodeExplanation;
import io.conversationcleanup.cli.FileUse;
import io.conversationcleanup.cli.PlanOrder;
import io.conversationcleanup.cli.RepositoryOptions;
import io.conversationcleanup.cli.RunOrder;
import io.conversationcleanup.definition.InputSettings;
import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.dispatch.Halt;
import io.conversationcleanup.dispatch.SystemTime;
import io.conversationcleanup.intake.InputFile;
import io.conversationcleanup.intake.InputLayout;
import io.conversationcleanup.intake.InputSurvey;
import io.conversationcleanup.intake.InputWarnings;
import io.conversationcleanup.intake.Role;
import io.conversationcleanup.intake.UnusableInputException;
import io.conversationcleanup.job.CleanupRuns;
import io.conversationcleanup.job.RowSource;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.lease.ProcessIdentity;
import io.conversationcleanup.ledger.RunRecord;
import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.ledger.jdbc.JdbcLedger;
import io.conversationcleanup.model.Causes;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.model.ProviderFacts;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.model.SystemText;
import io.conversationcleanup.plan.History;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.plan.Planner;
import io.conversationcleanup.report.Reports;
import io.conversationcleanup.repository.RepositoryConnector;
import io.conversationcleanup.repository.RepositoryFailure;
import io.conversationcleanup.repository.RepositorySession;
import io.conversationcleanup.repository.RepositoryUrl;
import io.conversationcleanup.repository.Surroundings;
import io.conversationcleanup.runs.EarlierRows;
import io.conversationcleanup.runs.KnownRun;
import io.conversationcleanup.runs.RunAdmin;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The program as it is put together for real. Not thread-safe: one command at a time. */
public final class DefaultApplication implements Application {

    /** By which this process says when rows are due again, and looks for those that are: one reading for all. */
    public static final SteadyClock CLOCK = new SteadyClock(InstantSource.system(), System::nanoTime);

    private final Path data;
    private final Repositories repositories;
    private final Function<Halt, MonotonicTime> timeUntil;
    private final LongSupplier nanos;
    private final Consumer<Duration> pause;

    /**
     * The program.
     *
     * @param data holds the embedded repository and the runs' directories; made when it is needed
     */
    DefaultApplication(Path data) {
        this(data, System::nanoTime, DefaultApplication::sleep);
    }

    /**
     * The program with other waits for a repository.
     *
     * @param nanos nanoseconds since some fixed moment
     * @param pause waits for so long
     */
    DefaultApplication(Path data, LongSupplier nanos, Consumer<Duration> pause) {
        this.data = data;
        this.nanos = nanos;
        this.pause = pause;
        this.repositories = this::openedFor;
        this.timeUntil = SystemTime::new;
    }

    /**
     * The program with other surroundings.
     *
     * @param timeUntil makes the time whose waits a switch calls off
     */
    DefaultApplication(Path data, Repositories repositories, Function<Halt, MonotonicTime> timeUntil) {
        this.data = data;
        this.nanos = System::nanoTime;
        this.pause = DefaultApplication::sleep;
        this.repositories = repositories;
        this.timeUntil = timeUntil;
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.INTERNAL, "Interrupted while waiting for another process.");
        }
    }

    private Surroundings surroundings(String command) {
        return new Surroundings(command, nanos, pause, new SecureRandom());
    }

    /** Where a command finds its runs. */
    interface Repositories {

        /** Does something with the runs of the repository that the order names, which is open meanwhile. */
        RunResult use(RunOrder order, Function<CleanupRuns, RunResult> use);
    }

    private RunResult openedFor(RunOrder order, Function<CleanupRuns, RunResult> use) {
        try (OpenRuns repository = OpenRuns.open(
                connector(order.repository(), data), surroundings(order.start().command()))) {
            RunResult result = use.apply(repository.runs());
            if (result instanceof RunResult.Broken broken && RepositoryFailure.isServerGone(broken.cause())) {
                throw repositoryGone(broken.cause());
            }
            if (result instanceof RunResult.Ended ended && ended.status().finished()) {
                repository.runHasFinished();
            }
            return result;
        } catch (RuntimeException e) {
            throw RepositoryFailure.isServerGone(e) ? repositoryGone(e) : e;
        }
    }

    private static CommandFailedException repositoryGone(Throwable failure) {
        return new CommandFailedException(
                ExitCode.INTERNAL,
                "The repository's database cannot be reached any more: " + RepositoryFailure.reason(failure)
                        + ".\nNo more calls leave. What was recorded is safe. Rows whose calls were in flight are in doubt: they"
                        + " are sent again, and counted, by the next start."
                        + "\nWhen the database is back, give the same command again; it goes on where it was.");
    }

    @Override
    public List<ProviderFacts> providers() {
        return Providers.facts();
    }

    @Override
    public List<CodeExplanation> explain(String code) {
        return Providers.explain(code);
    }

    @Override
    public void requireApart(FileUse files, RepositoryOptions repository) {
        String url = connector(repository, data).url();
        Source source = repository.url().isPresent() ? Source.SETTINGS : Source.COMMAND_LINE;
        files.requireApart(
                Stream.concat(RepositoryUrl.written(url, source).stream(), Stream.of(InputFile.written(copies())))
                        .toList());
    }

    @Override
    public RunResult run(RunOrder order) {
        Path reports = data.resolve("runs");
        Reports.requireWritable(order.output().orElse(reports));
        if (order.rows() instanceof RunOrder.OfRun again) {
            EarlierRows rows = again.earlier();
            requireSameLane(order.definition(), rows.run());
            return run(order, new RowSource.Again(rows), reports);
        }
        if (order.rows() instanceof RunOrder.Left left) {
            return resume(order, left, reports);
        }
        RunOrder.OfFile rows = (RunOrder.OfFile) order.rows();
        InputFile.removeLeftovers(copies());
        try (InputFile file = input(rows.csv(), copies())) {
            InputSurvey survey = InputSurvey.of(file, layout(order.definition()));
            rows.plan().ifPresent(plan -> Planner.require(plan, order.definition(), survey));
            return run(order, survey, reports);
        } catch (UnusableInputException e) {
            throw unusable(e);
        }
    }

    /** A run whose input is not in the ledger as a whole needs its file; of a rerun, the rows of the run before. */
    private RunResult resume(RunOrder order, RunOrder.Left left, Path reports) {
        KnownRun run = left.run();
        requireSameJob(order.definition(), run.run());
        if (run.staged()) {
            return run(order, new RowSource.Staged(run), reports);
        }
        Optional<String> parent = run.run().run().parent();
        if (parent.isPresent()) {
            throw new CommandFailedException(
                    ExitCode.INPUT,
                    "Run " + run.id() + " was stopped before it had copied all its rows from run " + parent.get()
                            + ". Nothing was sent. Resume it with:\n  " + left.command());
        }
        if (run.inputFile().equals("-")) {
            throw needsFile(left, "It came from standard input.");
        }
        Path path = SystemText.path(run.inputFile())
                .orElseThrow(() -> needsFile(left, "It cannot be opened under this name. " + SystemText.remedy()));
        try (InputFile file = InputFile.of(path)) {
            if (Files.notExists(path)) {
                throw needsFile(left, "There is no such file now.");
            }
            InputSurvey survey = InputSurvey.of(file, layout(order.definition()));
            if (!survey.sha256().equals(run.sha256())) {
                throw needsFile(left, run.inputFile() + " now has the SHA-256 " + survey.sha256() + ".");
            }
            return run(order, survey, reports);
        } catch (UnusableInputException | InvalidPathException e) {
            throw needsFile(left, e.getMessage() + ".");
        }
    }

    private static CommandFailedException needsFile(RunOrder.Left left, String why) {
        KnownRun run = left.run();
        return new CommandFailedException(
                ExitCode.INPUT,
                "Run " + run.id() + " was stopped before it had read its whole input, so it needs that file: "
                        + (run.inputFile().equals("-") ? "standard input" : run.inputFile()) + ", with the SHA-256 "
                        + run.sha256() + ". " + why + "\nNothing was sent. Find the file and resume the run with:\n  "
                        + left.command());
    }

    private RunResult run(RunOrder order, InputSurvey survey, Path reports) {
        InputWarnings.Ids ids = order.pseudonyms().isPresent() ? InputWarnings.Ids.HIDDEN : InputWarnings.Ids.SHOWN;
        RunResult result = run(order, new RowSource.File(survey, ids), reports);
        throwIfInputTurnedOutUnusable(result);
        return result;
    }

    private RunResult run(RunOrder order, RowSource rows, Path reports) {
        try (ProviderSide provider = ProviderSide.of(
                order.definition(), order.pseudonyms(), order.control().halt(), timeUntil)) {
            RunSpec spec = provider.spec(order, rows, reports);
            return repositories.use(order, runs -> runs.run(spec, order.control()));
        }
    }

    /** What was read for one app and operation must not be sent to another. */
    private static void requireSameLane(JobDefinition definition, RunRecord run) {
        String earlier = run.run().identity().lane();
        String now = definition.identity("").lane();
        if (!earlier.equals(now)) {
            throw new CommandFailedException(
                    ExitCode.SETTINGS,
                    "Nothing was sent: run " + run.id() + " was made with " + earlier
                            + " (provider, operation, app), and the job file names " + now
                            + ". Give the job file of that run with --job.");
        }
    }

    private static void requireSameJob(JobDefinition definition, RunRecord run) {
        requireSameLane(definition, run);
        String job = run.run().identity().job();
        if (!job.equals(definition.name())) {
            throw new CommandFailedException(
                    ExitCode.SETTINGS,
                    "Nothing was sent: run " + run.id() + " is of job " + job + ", and the job file is of "
                            + definition.name() + ". Name the job file of that run with --job.");
        }
    }

    @Override
    public Plan plan(PlanOrder order) {
        // A plan leaves nothing behind, not even the directory for copies.
        try (InputFile file = input(order.input(), Path.of(System.getProperty("java.io.tmpdir")))) {
            InputSurvey survey = InputSurvey.of(file, layout(order.definition()));
            History history = order.history().apply(order.definition().identity(survey.sha256()));
            return Planner.plan(survey, order.definition(), history);
        } catch (UnusableInputException e) {
            throw unusable(e);
        }
    }

    private static CommandFailedException unusable(UnusableInputException e) {
        return new CommandFailedException(ExitCode.INPUT, "The input cannot be used. " + e.getMessage());
    }

    /** Staging reads the file a second time, and may find that it is no longer what was surveyed. */
    private static void throwIfInputTurnedOutUnusable(RunResult result) {
        if (result instanceof RunResult.Broken broken) {
            Causes.first(broken.cause(), UnusableInputException.class).ifPresent(unusable -> {
                throw unusable;
            });
        }
    }

    @Override
    public <T> Optional<T> visit(RepositoryOptions repository, String command, Function<RunAdmin, T> work) {
        RepositoryConnector connector = connector(repository, data);
        // One for all attempts: what one has left behind belongs to the next.
        Owner self = ProcessIdentity.owner(connector.sessions());
        AtomicBoolean forgotten = new AtomicBoolean();
        return new RepositorySession(connector, RepositorySession.PATIENCE, surroundings(command))
                .make(
                        database -> {
                            RunAdmin admin = admin(database, self);
                            T result = work.apply(admin);
                            if (admin.hasForgotten()) {
                                forgotten.set(true);
                                InputFile.removeLeftovers(copies());
                            }
                            return result;
                        },
                        forgotten::get);
    }

    private static RunAdmin admin(DataSource database, Owner self) {
        JdbcTransactionManager transactions = new JdbcTransactionManager(database);
        return new RunAdmin(
                new JdbcLedger(database, transactions, CLOCK),
                new JdbcLeases(database, transactions),
                new ProcessIdentity(),
                self,
                new SystemTime(new Halt()));
    }

    private static RepositoryConnector connector(RepositoryOptions options, Path data) {
        return RepositoryConnector.of(options.url(), data, options.user(), options.password(), ProcessIdentity.word());
    }

    /** Where copies of standard input go. */
    private Path copies() {
        return data.resolve("input");
    }

    private static InputFile input(RunOrder.Csv csv, Path copies) {
        return csv.isStandardInput() ? InputFile.spool(csv.standardInput(), copies) : InputFile.of(csv.path());
    }

    private static InputLayout layout(JobDefinition definition) {
        InputSettings.Columns columns = definition.input().columns();
        Map<Role, String> named = new EnumMap<>(Role.class);
        columns.user().ifPresent(name -> named.put(Role.USER, name));
        columns.peer().ifPresent(name -> named.put(Role.PEER, name));
        columns.type().ifPresent(name -> named.put(Role.TYPE, name));
        columns.clearRamble().ifPresent(name -> named.put(Role.CLEAR_RAMBLE, name));
        InputLayout layout = definition.operation().rules().typesByText().isEmpty()
                ? InputLayout.conversationGroups(named)
                : InputLayout.conversations(
                        named,
                        definition.defaults().type(),
                        definition.defaults().clearRamble());
        return definition.input().acceptOddIds() ? layout.acceptingOddIds() : layout;
    }
}
