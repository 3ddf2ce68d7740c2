package io.conversationcleanup.cli;

import io.conversationcleanup.cli.CommandLineInterface.Verbosity;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.golden.Transcript;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationRules.PeerRule;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.ProviderFacts;
import io.conversationcleanup.model.ProviderFacts.OperationFacts;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.repository.RepositoryFailure;
import io.conversationcleanup.runs.RunAdmin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;

/** The command line over an application that does as a test says, and what it printed. */
abstract class CommandLineFixture implements Application {

    static final String REAL_JOB = """
            name: account-deletion
            provider: sample
            operation: delete-conversation
            endpoint: there
            credentials: {app-id: 1400000000, secret: "${KEY}"}
            input: {path: users.csv}
            """;

    static final String DEMO_JOB = """
            name: demo
            provider: sample
            operation: delete-conversation
            endpoint: simulator
            input: {path: users.csv}
            """;

    private static final ProviderFacts PROVIDER = new ProviderFacts(
            "sample",
            Map.of("there", URI.create("https://api.test")),
            List.of(new OperationFacts(
                    "delete-conversation",
                    200,
                    new ConversationRules(
                            "sample",
                            32,
                            Map.of(ConversationType.ONE_TO_ONE, PeerRule.numbered(1, 32)),
                            ConversationRules.ClearRamble.SENT))),
            false);

    @TempDir
    Path directory;

    final Map<String, String> environment = new HashMap<>(Map.of("KEY", "5bd2850fff3ecb11d7c805251c51ee46"));
    final Map<String, List<CodeExplanation>> explanations = new HashMap<>();
    final List<RunOrder> orders = new ArrayList<>();
    final List<PlanOrder> planned = new ArrayList<>();
    Function<PlanOrder, Plan> planning = order -> {
        throw new IllegalStateException("not asked for");
    };
    final List<Verbosity> logging = new ArrayList<>();
    Function<RunOrder, RunResult> work = order -> {
        throw new IllegalStateException("not asked for");
    };

    boolean redraws;
    Optional<RunAdmin> desk = Optional.empty();
    Consumer<Duration> waiting = duration -> {
        throw new IllegalStateException("nothing to wait for");
    };

    private final Transcript transcript = new Transcript();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Where standard output goes. */
    OutputStream standardOutput = out;

    @Override
    public List<ProviderFacts> providers() {
        return List.of(PROVIDER);
    }

    @Override
    public List<CodeExplanation> explain(String code) {
        return explanations.getOrDefault(code, List.of());
    }

    @Override
    public <T> Optional<T> visit(RepositoryOptions repository, String command, Function<RunAdmin, T> work) {
        return desk.map(work);
    }

    @Override
    public boolean isOfRepository(Throwable failure) {
        return RepositoryFailure.isOfRepository(failure);
    }

    @Override
    public void requireApart(FileUse files, RepositoryOptions repository) {
        files.requireApart(List.of());
    }

    @Override
    public Plan plan(PlanOrder order) {
        planned.add(order);
        return planning.apply(order);
    }

    @Override
    public RunResult run(RunOrder order) {
        orders.add(order);
        return work.apply(order);
    }

    /** Runs a command, without a terminal, and gives back its exit code. */
    int command(String... args) {
        out.reset();
        err.reset();
        int exitCode = new CommandLineInterface(this, logging::add, duration -> waiting.accept(duration))
                .run(
                        new Terminal(
                                InputStream.nullInputStream(),
                                new Terminal.Output(standardOutput),
                                Screen.plain(err),
                                environment,
                                false,
                                redraws),
                        args);
        transcript.add(List.of(args), exitCode, out(), err());
        return exitCode;
    }

    /** Compares the commands of this test so far, and what they printed, with a golden file. */
    void mustHaveShown(String file) {
        Golden.check(file, transcript.toString().replace(directory.toString(), "<DIR>"));
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    String job(String yaml) {
        try {
            return Files.writeString(directory.resolve("job.yml"), yaml).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
