package io.conversationcleanup.app;

import io.conversationcleanup.cli.Application.CodeExplanation;
import io.conversationcleanup.cli.Application.RunOrder;
import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.definition.JobDefinition.SimulatorSection;
import io.conversationcleanup.definition.ShownSettings;
import io.conversationcleanup.dispatch.Lane;
import io.conversationcleanup.dispatch.StopRules;
import io.conversationcleanup.dispatch.StopSwitch;
import io.conversationcleanup.job.RowSource;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.FileAccess;
import io.conversationcleanup.model.LiveState.RateCeiling;
import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.http.HttpPoster;
import io.conversationcleanup.provider.http.HttpSettings;
import io.conversationcleanup.provider.http.NettyHttpPoster;
import io.conversationcleanup.quota.TokenBucketPacer;
import io.conversationcleanup.report.Reports;
import io.conversationcleanup.runs.Pseudonyms;
import io.conversationcleanup.simulator.Faults.FaultShare;
import io.conversationcleanup.simulator.Simulator;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.Latency;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The lane, the HTTP client and, if selected, the simulator of a job. */
final class SendingStack implements AutoCloseable {

    /** Two seconds of calls in flight, so that a slow provider does not slow the run. */
    private static final int SECONDS_IN_FLIGHT = 2;

    private static final int LEAST_IN_FLIGHT = 16;
    /** The maximum without a rate limit. More rows in flight make fewer records and a smaller H2 file. */
    private static final int MOST_IN_FLIGHT = 2_048;

    /** Without a limit, more connections would only share the same throughput. */
    private static final int CONNECTIONS_IF_UNLIMITED = 256;

    private final @Nullable Simulator simulator;
    private final HttpPoster http;
    private final Lane lane;
    private final MonotonicTime time;
    private final Optional<Pseudonyms> pseudonyms;

    private SendingStack(
            @Nullable Simulator simulator,
            HttpPoster http,
            Lane lane,
            MonotonicTime time,
            Optional<Pseudonyms> pseudonyms) {
        this.simulator = simulator;
        this.http = http;
        this.lane = lane;
        this.time = time;
        this.pseudonyms = pseudonyms;
    }

    static SendingStack of(
            JobDefinition definition, Optional<Pseudonyms> pseudonyms, StopSwitch halt, MonotonicTime time) {
        Simulator simulator = definition.endpoint().isSimulator() ? simulator(definition.simulator()) : null;
        URI address = simulator != null
                ? simulator.baseUri()
                : definition.endpoint().uri().orElseThrow();
        HttpPoster http = new NettyHttpPoster(settings(definition, address), time::nanos);
        Random random = new Random();
        ConversationProvider provider =
                Providers.provider(definition, http, new SteadyClock(InstantSource.system(), System::nanoTime), random);
        Lane lane = new Lane(
                pseudonyms.map(hidden -> provider.worded(hidden::in)).orElse(provider),
                new TokenBucketPacer(
                        definition.callsPerSecond(), definition.limits().strict(), time),
                definition.retry(),
                new StopRules(definition.stopRules(), halt, code -> Providers.advice(definition, code)),
                definition.giveUpAfter(),
                halt,
                time,
                RepositoryConfiguration.CLOCK,
                random);
        return new SendingStack(simulator, http, lane, time, pseudonyms);
    }

    RunSpec spec(RunOrder order, RowSource rows, Path runsDirectory) {
        JobDefinition definition = order.definition();
        return new RunSpec(
                order.request(),
                definition.identity(rows.content()),
                definition.provider().name(),
                definition.operation().name(),
                rows,
                definition.operation().rules(),
                // Must match what older runs have stored.
                definition.input().columns() + " " + definition.defaults()
                        + (definition.input().acceptOddIds() ? " accept-odd-ids" : ""),
                definition.callsPerSecond(),
                maxInFlight(definition),
                lane,
                definition.endpoint().isLocal() ? RateCeiling.OPTIONAL : RateCeiling.REQUIRED,
                time,
                runsDirectory,
                new StartDetail(ShownSettings.of(definition, maxInFlight(definition)), rows.bytes()),
                new Reports(
                        definition.operation().rules(),
                        code -> CodeExplanation.fitting(
                                        Providers.explain(code),
                                        definition.provider().name() + " "
                                                + definition.operation().name())
                                .map(CodeExplanation::forReport),
                        pseudonyms,
                        InstantSource.system(),
                        access(order, runsDirectory),
                        order.files().replacement()));
    }

    /** Reports outside the run directory may be among files of other runs, also when a run is resumed. */
    private static FileAccess access(RunOrder order, Path runsDirectory) {
        Path runs = runsDirectory.toAbsolutePath().normalize();
        return order.request()
                        .output()
                        .filter(output -> !output.toAbsolutePath().normalize().startsWith(runs))
                        .isPresent()
                ? FileAccess.BY_UMASK
                : FileAccess.OWNER_ONLY;
    }

    @Override
    public void close() {
        http.close();
        if (simulator != null) {
            simulator.close();
        }
    }

    private static HttpSettings settings(JobDefinition definition, URI address) {
        return HttpSettings.of(address, connections(definition))
                .through(
                        definition.http().proxies().proxyFor(address),
                        definition.http().trusted());
    }

    private static int maxInFlight(JobDefinition definition) {
        double twoSeconds = Math.ceil(definition.callsPerSecond() * SECONDS_IN_FLIGHT);
        return definition.limits().maxInFlight().orElse((int)
                Math.max(LEAST_IN_FLIGHT, Math.min(MOST_IN_FLIGHT, twoSeconds)));
    }

    private static int connections(JobDefinition definition) {
        boolean unlimited = Double.isInfinite(definition.callsPerSecond());
        return unlimited ? definition.limits().maxInFlight().orElse(CONNECTIONS_IF_UNLIMITED) : maxInFlight(definition);
    }

    private static Simulator simulator(Optional<SimulatorSection> section) {
        // The embedded simulator's recorded calls are unused and would fill the heap.
        SimulatorSettings settings = SimulatorSettings.DEFAULT.withRecordedCalls(0);
        if (section.isPresent()) {
            settings = settings.withLatency(new Latency(section.get().latency().orElse(Duration.ZERO), Duration.ZERO))
                    .withFaultShares(section.get().failures().stream()
                            .map(FaultShare::parse)
                            .toList());
            if (section.get().quota().isPresent()) {
                settings = settings.withCallsPerSecond(section.get().quota().getAsInt());
            }
        }
        try {
            // Not the wall clock: a clock step on this machine would not occur at a provider.
            return Simulator.start(settings, 0, RepositoryConfiguration.CLOCK, new Random());
        } catch (IOException e) {
            throw new CommandFailedException(ExitCode.INTERNAL, String.valueOf(e.getMessage()));
        }
    }
}
