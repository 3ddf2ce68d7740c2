package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.cli.Application;
import io.conversationcleanup.cli.Application.CodeExplanation;
import io.conversationcleanup.cli.Application.PlanOrder;
import io.conversationcleanup.cli.Application.RepositoryOptions;
import io.conversationcleanup.cli.Application.RunOrder;
import io.conversationcleanup.cli.CapturedCommand;
import io.conversationcleanup.cli.FileUse;
import io.conversationcleanup.job.RunControl;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.ProviderFacts;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.repository.Surroundings;
import io.conversationcleanup.runs.RunAdmin;
import io.conversationcleanup.simulator.Simulator;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The assembled program in a directory of its own, as a user has it: a job file, an input, an environment, and a provider's
 * side that checks each call. One command at a time.
 */
final class Program implements AutoCloseable {

    static final String SECRET = "7c1f0e9a5bd2850fff3ecb11d7c80525";

    /** A provider that knows the job file's app and secret. */
    static final SimulatorSettings PROVIDER = SimulatorSettings.DEFAULT.withApp(
            new SimulatedApp(SimulatedApp.REHEARSAL.appId(), SimulatedApp.REHEARSAL.admin(), SECRET));

    /** Commands that end so may have logged an error: Spring Batch logs the exception of a step. */
    private static final Set<Integer> ERROR_CODES = Set.of(5, 65, 70, 74);

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>(Map.of(JobFile.SECRET_VARIABLE, SECRET));
    private final List<Simulator> simulators = new ArrayList<>();
    private JobFile job;
    private Path input;
    private Consumer<RunControl> atStart = control -> {};
    private Consumer<String> atLog = line -> {};
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);

    private final AtomicLong waited = new AtomicLong();
    private long waitedForProcess;
    private long lookedAt = System.nanoTime();
    private Runnable whileWaiting = () -> {};

    private Program(Path directory) {
        this.directory = directory;
        this.input = directory.resolve("input.csv");
    }

    /** The program in this directory, calling a provider that behaves so. */
    static Program in(Path directory, SimulatorSettings provider) {
        return in(directory, provider, InstantSource.system());
    }

    /** The same with a provider that goes by this clock, which it looks at once for each call. */
    static Program in(Path directory, SimulatorSettings provider, InstantSource clock) {
        Program program = new Program(directory);
        program.job = JobFile.at(program.serve(provider, 0, clock).baseUri());
        return program;
    }

    /** Starts a provider; the job file stays as it is. */
    Simulator serve(SimulatorSettings provider, int port, InstantSource clock) {
        try {
            Simulator simulator = Simulator.start(provider, port, clock, new Random(1));
            simulators.add(simulator);
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The provider that was started last. */
    Simulator provider() {
        return simulators.get(simulators.size() - 1);
    }

    JobFile job() {
        return job;
    }

    /** Takes this job file from now on. */
    void job(JobFile changed) {
        job = changed;
    }

    /** Sets a key of the job file, in YAML. */
    void set(String key, String yaml) {
        job = job.with(key, yaml);
    }

    /** Calls the provider that was started last from now on. */
    void callNewProvider() {
        set("endpoint", provider().baseUri().toString());
    }

    void variable(String name, String value) {
        environment.put(name, value);
    }

    /** What is done with the control of each run that starts. */
    void atStart(Consumer<RunControl> action) {
        atStart = action;
    }

    /** What is done at each line of the log. */
    void atLog(Consumer<String> action) {
        atLog = action;
    }

    /** What is done while the program waits for a database server. */
    void whileWaitingForServer(Runnable action) {
        whileWaiting = action;
    }

    /** How long the program has waited for a database server. */
    Duration waitedForServer() {
        return Duration.ofNanos(waited.get());
    }

    /** A server is waited for in no time; another process in its own, the attempts to reach it included. */
    private void await(Duration duration) {
        if (duration.toSeconds() > 0) {
            waited.addAndGet(duration.toNanos());
            whileWaiting.run();
            return;
        }
        long before = System.nanoTime();
        LockSupport.parkNanos(duration.toNanos());
        long now = System.nanoTime();
        waitedForProcess += now - (before - lookedAt < LONGEST_LOOK.toNanos() ? lookedAt : before);
        lookedAt = now;
    }

    /** Reads this file from now on. */
    void input(Path file) {
        input = file;
    }

    /** Makes this the input. */
    void input(String text) {
        input(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes these bytes the input. */
    void input(byte[] bytes) {
        try {
            Files.write(input, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes these rows the input. */
    void input(List<Asked> rows) {
        input(csv(rows));
    }

    /** A file with these rows. */
    static String csv(List<Asked> rows) {
        return Asked.HEADER + "\n" + rows.stream().map(row -> row.line() + "\n").collect(Collectors.joining());
    }

    Path input() {
        return input;
    }

    Path data() {
        return directory.resolve("cleanup-data");
    }

    Path directory() {
        return directory;
    }

    /** {@code run JOB --input FILE --output DIR --yes} with more options. */
    CommandRun run(String... options) {
        return runUnconfirmed(with(options, "--yes"));
    }

    /** {@code run JOB --input FILE --output DIR} with more options. */
    CommandRun runUnconfirmed(String... options) {
        return command(new byte[0], with(options, "--input", input.toString(), "--output", output().toString()));
    }

    /** {@code run JOB} with more options and this at standard input. */
    CommandRun command(byte[] standardInput, String... options) {
        String[] arguments = with(new String[] {"run", job.writeTo(directory).toString()}, options);
        try (CapturedLog log = CapturedLog.open(atLog)) {
            CapturedCommand ended = CapturedCommand.run(
                    new Observed(), environment, new ByteArrayInputStream(standardInput), arguments);
            CommandRun run = new CommandRun(ended, log.lines(), output());
            if (!ERROR_CODES.contains(run.exitCode())) {
                assertThat(run.log()).noneMatch(line -> line.startsWith("ERROR"));
            }
            return run;
        }
    }

    private Path output() {
        return directory.resolve("reports");
    }

    private static String[] with(String[] options, String... more) {
        String[] all = Arrays.copyOf(options, options.length + more.length);
        System.arraycopy(more, 0, all, options.length, more.length);
        return all;
    }

    /** How often the providers, all together, were asked for each conversation. */
    Map<Asked, Long> asked() {
        return simulators.stream()
                .flatMap(simulator -> simulator.calls().stream())
                .map(Asked::of)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** The conversations that were asked for, by how often. */
    Map<Long, Long> askedTimes() {
        return asked().values().stream()
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    /** The calls that the providers, all together, were asked. */
    long calls() {
        return simulators.stream()
                .mapToLong(simulator -> simulator.stats().calls())
                .sum();
    }

    /** Each of these rows once. */
    static Map<Asked, Long> onceEach(List<Asked> rows) {
        return rows.stream().collect(Collectors.toMap(Function.identity(), row -> 1L));
    }

    @Override
    public void close() {
        simulators.forEach(Simulator::close);
    }

    /** The program, whose runs a test can lay its hands on. */
    private final class Observed implements Application {

        private final Application program = new DefaultApplication(data()) {
            @Override
            Surroundings surroundings(String command) {
                return new Surroundings(
                        command, () -> waited.get() + waitedForProcess, Program.this::await, new SecureRandom());
            }
        };

        @Override
        public List<ProviderFacts> providers() {
            return program.providers();
        }

        @Override
        public List<CodeExplanation> explain(String code) {
            return program.explain(code);
        }

        @Override
        public <T> Optional<T> visit(RepositoryOptions repository, String command, Function<RunAdmin, T> work) {
            return program.visit(repository, command, work);
        }

        @Override
        public boolean isOfRepository(Throwable failure) {
            return program.isOfRepository(failure);
        }

        @Override
        public void requireApart(FileUse files, RepositoryOptions repository) {
            program.requireApart(files, repository);
        }

        @Override
        public Plan plan(PlanOrder order) {
            return program.plan(order);
        }

        @Override
        public RunResult run(RunOrder order) {
            atStart.accept(order.request().control());
            return program.run(order);
        }
    }
}
