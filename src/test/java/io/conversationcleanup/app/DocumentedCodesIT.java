package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.cli.CapturedCommand;
import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.job.CleanupRuns;
import io.conversationcleanup.job.RunResult;
import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.provider.DocumentedCode;
import io.conversationcleanup.repository.RepositoryConnector;
import io.conversationcleanup.repository.Surroundings;
import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.Simulator;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each documented code of each operation, from the command line to the wire: outcome, number of calls, exit code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedCodesIT {

    private Path directory;
    private Simulator simulator;
    private OpenRuns repository;

    @BeforeAll
    void start(@TempDir Path shared) throws IOException {
        directory = shared;
        simulator = Simulator.start(
                SimulatorSettings.DEFAULT.withRecordedCalls(0), 0, InstantSource.system(), new Random(1));
        repository = OpenRuns.open(
                RepositoryConnector.of(Optional.empty(), directory, Optional.empty(), Optional.empty(), "test"),
                new Surroundings("a test", System::nanoTime, pause -> Thread.onSpinWait(), new SecureRandom()));
    }

    @AfterAll
    void stop() {
        repository.close();
        simulator.close();
    }

    static Stream<Arguments> codes() {
        return Stream.of("tencent", "zego")
                .flatMap(provider -> DocumentedCode.all(provider).stream().map(code -> Arguments.of(provider, code)));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void leadsToItsOutcomeCallsAndExitCode(String provider, DocumentedCode code) throws IOException {
        boolean throttles = code.disposition() == DocumentedCode.Disposition.WAIT
                && code.ends().equals("deleted");
        simulator.script(List.of(ScriptedFault.parse("*:" + code.number() + (throttles ? ":1" : ""))));
        long callsBefore = simulator.stats().calls();

        CapturedCommand run = run(provider, code);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode(code));
        assertThat(simulator.stats().calls() - callsBefore).isEqualTo(code.calls());
        JsonNode summary = JsonMapper.shared().readTree(Files.readString(directory.resolve("reports/summary.json")));
        assertThat(summary.at("/calls/total").asInt()).isEqualTo(code.calls());
        assertThat(summary.at("/rows/" + counter(code)).asInt()).isEqualTo(1);
        assertThat(summary.at("/rows/total").asInt()).isEqualTo(1);
        if (code.ends().equals("aborted")) {
            assertThat(summary.at("/reason").asString()).contains(Long.toString(code.number()));
        }
        if (throttles) {
            assertThat(summary.at("/calls/throttled").asInt()).isEqualTo(1);
            assertThat(Files.readString(directory.resolve("reports/results.csv")))
                    .contains(",deleted,,,1,");
        }
    }

    private CapturedCommand run(String provider, DocumentedCode code) throws IOException {
        boolean groups = code.operation().endsWith("group");
        Path job = Files.writeString(directory.resolve("job.yml"), """
                name: code-%d
                provider: %s
                operation: %s
                endpoint: %s
                credentials:
                  app-id: %d
                  secret: ${SECRET}
                retry: {max-attempts: 5, first-delay: 1ms, max-delay: 1ms}
                """.formatted(
                code.number(), provider, code.operation(), simulator.baseUri(), SimulatedApp.REHEARSAL.appId()));
        Path input = Files.writeString(
                directory.resolve("input.csv"),
                (groups ? "user,group_name\nu%d,friends\n" : "user,peer,type\nu%d,bob,c2c\n").formatted(code.number()));
        return CapturedCommand.run(
                new OneRepository(),
                Map.of("SECRET", SimulatedApp.REHEARSAL.secret()),
                InputStream.nullInputStream(),
                "run",
                job.toString(),
                "--input",
                input.toString(),
                "--output",
                directory.resolve("reports").toString(),
                "--overwrite",
                "--yes");
    }

    /** The program with one repository for all runs, which would take long to open, and with waits that pass at once. */
    private final class OneRepository extends DefaultApplication {

        OneRepository() {
            super(directory);
        }

        @Override
        RunResult withRuns(RunOrder order, Function<CleanupRuns, RunResult> use) {
            return use.apply(repository.runs());
        }

        @Override
        MonotonicTime time(StopSwitch halt) {
            return new HastyTime(halt);
        }
    }

    private static int exitCode(DocumentedCode code) {
        return switch (code.ends()) {
            case "deleted", "already-gone" -> 0;
            case "failed", "retryable" -> 1;
            default -> 3;
        };
    }

    /** An aborted row has not moved, unless attempts were made that counted. */
    private static String counter(DocumentedCode code) {
        return switch (code.ends()) {
            case "already-gone" -> "alreadyGone";
            case "aborted" -> code.disposition() == DocumentedCode.Disposition.RETRY ? "retryable" : "pending";
            default -> code.ends();
        };
    }

    /** Time that passes at once when somebody waits. */
    private static final class HastyTime implements MonotonicTime {
        private final StopSwitch halt;
        private final AtomicLong slept = new AtomicLong();

        HastyTime(StopSwitch halt) {
            this.halt = halt;
        }

        @Override
        public long nanos() {
            return System.nanoTime() + slept.get();
        }

        @Override
        public Wait sleep(long nanos) {
            slept.addAndGet(Math.max(0, nanos));
            return halt.requested() ? Wait.CALLED_OFF : Wait.ENDED;
        }
    }
}
