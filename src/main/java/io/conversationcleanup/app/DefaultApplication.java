package io.conversationcleanup.app;

import io.conversationcleanup.cli.Application;
import io.conversationcleanup.cli.CommandLineInterface;
import io.conversationcleanup.cli.FileUse;
import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.definition.JobDefinition.Columns;
import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.intake.Header.Role;
import io.conversationcleanup.intake.InputFile;
import io.conversationcleanup.intake.InputLayout;
import io.conversationcleanup.intake.InputSurvey;
import io.conversationcleanup.intake.InputWarnings;
import io.conversationcleanup.intake.UnusableInputException;
import io.conversationcleanup.job.CleanupRuns;
import io.conversationcleanup.job.LeftRows;
import io.conversationcleanup.job.RowSource;
import io.conversationcleanup.job.RunRequest;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.lease.ProcessIdentity;
import io.conversationcleanup.ledger.jdbc.JdbcLeases;
import io.conversationcleanup.ledger.jdbc.JdbcLedger;
import io.conversationcleanup.model.Causes;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FilesApart.Source;
import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.model.ProviderFacts;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.plan.Plan.History;
import io.conversationcleanup.plan.Planner;
import io.conversationcleanup.report.Reports;
import io.conversationcleanup.repository.RepositoryConnector;
import io.conversationcleanup.repository.RepositoryFailure;
import io.conversationcleanup.repository.RepositorySession;
import io.conversationcleanup.repository.RepositoryUrl;
import io.conversationcleanup.repository.Surroundings;
import io.conversationcleanup.runs.RunAdmin;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The application with the real repository, providers and clock. Not thread-safe. */
class DefaultApplication implements Application {

    private final Path data;

    /** The data directory, created on demand, holds the embedded repository and the run directories. */
    DefaultApplication(Path data) {
        this.data = data;
    }

    Surroundings surroundings(String command) {
        return new Surroundings(command, System::nanoTime, CommandLineInterface::sleep, new SecureRandom());
    }

    /** Returns the clock of a run; this switch cancels its waits. */
    MonotonicTime time(StopSwitch halt) {
        return new StopSwitch.SystemTime(halt);
    }

    RunResult withRuns(RunOrder order, Function<CleanupRuns, RunResult> use) {
        try (OpenRuns repository = OpenRuns.open(
                connector(order.repository()), surroundings(order.request().command()))) {
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
    public boolean isOfRepository(Throwable failure) {
        return RepositoryFailure.isOfRepository(failure);
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
        String url = connector(repository).url();
        Source source = repository.url().isPresent() ? Source.SETTINGS : Source.COMMAND_LINE;
        files.requireApart(
                Stream.concat(RepositoryUrl.written(url, source).stream(), Stream.of(InputFile.written(copies())))
                        .toList());
    }

    @Override
    public RunResult run(RunOrder order) {
        RunRequest request = order.request();
        Reports.requireWritable(request.output().orElse(reports()));
        RunIdentity job = order.definition().identity("");
        if (request.rows() instanceof RunRequest.OfRun again) {
            LeftRows.requireSameLane(job, again.earlier().run());
            return run(order, RowSource.again(again.earlier()));
        }
        if (request.rows() instanceof LeftRows left) {
            return left.work(job, layout(order.definition()), ids(order), rows -> run(order, rows));
        }
        RunRequest.OfFile rows = (RunRequest.OfFile) request.rows();
        InputFile.removeLeftovers(copies());
        try (InputFile file = input(rows.csv(), copies())) {
            InputSurvey survey = InputSurvey.of(file, layout(order.definition()));
            rows.plan().ifPresent(plan -> Planner.require(plan, order.definition(), survey));
            return run(order, RowSource.of(survey, ids(order)));
        } catch (UnusableInputException e) {
            throw unusable(e);
        }
    }

    private static InputWarnings.Ids ids(RunOrder order) {
        return order.pseudonyms().isPresent() ? InputWarnings.Ids.HIDDEN : InputWarnings.Ids.SHOWN;
    }

    private RunResult run(RunOrder order, RowSource rows) {
        MonotonicTime time = time(order.request().control().stopSwitch());
        try (SendingStack stack = SendingStack.of(
                order.definition(),
                order.pseudonyms(),
                order.request().control().stopSwitch(),
                time)) {
            RunSpec spec = stack.spec(order, rows, reports());
            RunResult result = withRuns(order, runs -> runs.run(spec));
            throwIfInputTurnedOutUnusable(result);
            return result;
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

    /** Staging reads the file again and may find that it has changed. */
    private static void throwIfInputTurnedOutUnusable(RunResult result) {
        if (result instanceof RunResult.Broken broken) {
            Causes.first(broken.cause(), UnusableInputException.class).ifPresent(unusable -> {
                throw unusable;
            });
        }
    }

    @Override
    public <T> Optional<T> visit(RepositoryOptions repository, String command, Function<RunAdmin, T> work) {
        RepositoryConnector connector = connector(repository);
        // One owner for all attempts: a retry takes over what the attempt before left behind.
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
                JdbcLedger.of(database, transactions, RepositoryConfiguration.CLOCK),
                new JdbcLeases(database, transactions),
                new ProcessIdentity(),
                self,
                new StopSwitch.SystemTime(new StopSwitch()));
    }

    private RepositoryConnector connector(RepositoryOptions options) {
        return RepositoryConnector.of(options.url(), data, options.user(), options.password(), ProcessIdentity.word());
    }

    /** The parent of the run directories, unless a command names another. */
    private Path reports() {
        return data.resolve("runs");
    }

    private Path copies() {
        return data.resolve("input");
    }

    private static InputFile input(RunRequest.Csv csv, Path copies) {
        return csv.isStandardInput() ? InputFile.spool(csv.standardInput(), copies) : InputFile.of(csv.path());
    }

    private static InputLayout layout(JobDefinition definition) {
        Columns columns = definition.input().columns();
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
