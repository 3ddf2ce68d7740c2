package io.conversationcleanup.app;

import io.conversationcleanup.cli.CommandFailedException;
import io.conversationcleanup.cli.ExitCode;
import io.conversationcleanup.definition.Endpoint;
import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.definition.SimulatorSection;
import io.conversationcleanup.dispatch.Halt;
import io.conversationcleanup.dispatch.Lane;
import io.conversationcleanup.dispatch.RetryPolicy;
import io.conversationcleanup.dispatch.StopRules;
import io.conversationcleanup.intake.InputSurvey;
import io.conversationcleanup.job.Confirmation;
import io.conversationcleanup.job.RunSpec;
import io.conversationcleanup.ledger.LiveState.RateCeiling;
import io.conversationcleanup.ledger.RunIdentity;
import io.conversationcleanup.ledger.StartDetail;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.http.ApacheHttpPoster;
import io.conversationcleanup.provider.http.HttpPoster;
import io.conversationcleanup.provider.http.HttpSettings;
import io.conversationcleanup.quota.MonotonicTime;
import io.conversationcleanup.quota.TokenBucketPacer;
import io.conversationcleanup.report.Pseudonyms;
import io.conversationcleanup.report.Reports;
import io.conversationcleanup.simulator.FaultShare;
import io.conversationcleanup.simulator.Latency;
import io.conversationcleanup.simulator.Simulator;
import io.conversationcleanup.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The provider's side of a run as the job file names it: the lane, the HTTP client, the simulator if it is meant. */
final class ProviderSide implements AutoCloseable {

    /** Enough for two seconds of calls to be on their way, so that a slow provider does not slow the run. */
    private static final int SECONDS_IN_FLIGHT = 2;

    private static final int LEAST_IN_FLIGHT = 16;
    private static final int MOST_IN_FLIGHT = 512;
    private static final int IN_FLIGHT_IF_UNLIMITED = 256;

    private final @Nullable Simulator simulator;
    private final HttpPoster http;
    private final Lane lane;
    private final MonotonicTime time;
    private final String app;
    private final Optional<Pseudonyms> pseudonyms;

    private ProviderSide(
            @Nullable Simulator simulator,
            HttpPoster http,
            Lane lane,
            MonotonicTime time,
            String app,
            Optional<Pseudonyms> pseudonyms) {
        this.simulator = simulator;
        this.http = http;
        this.lane = lane;
        this.time = time;
        this.app = app;
        this.pseudonyms = pseudonyms;
    }

    static ProviderSide of(
            JobDefinition definition,
            Optional<Pseudonyms> pseudonyms,
            Halt halt,
            Function<Halt, MonotonicTime> timeUntil) {
        InstantSource clock = InstantSource.system();
        MonotonicTime time = timeUntil.apply(halt);
        Simulator simulator =
                definition.endpoint() instanceof Endpoint.Simulator ? simulator(definition.simulator()) : null;
        URI address = simulator != null
                ? simulator.baseUri()
                : definition.endpoint().uri().orElseThrow();
        HttpPoster http = new ApacheHttpPoster(HttpSettings.of(address, maxInFlight(definition)), time::nanos);
        // One thread-safe source for all threads.
        Random random = new Random();
        ConversationProvider provider = Providers.provider(definition, http, clock, random);
        Lane lane = new Lane(
                pseudonyms
                        .<ConversationProvider>map(hidden -> new PseudonymizedProvider(provider, hidden))
                        .orElse(provider),
                new TokenBucketPacer(
                        callsPerSecond(definition), definition.limits().strict(), time),
                new RetryPolicy(
                        definition.retry().maxAttempts(),
                        definition.retry().firstDelay(),
                        definition.retry().maxDelay()),
                new StopRules(stopLimits(definition), halt, code -> Providers.advice(definition, code)),
                definition.outage().giveUpAfter(),
                halt,
                time,
                clock,
                random);
        String app = definition
                .credentials()
                .map(credentials -> Long.toString(credentials.appId()))
                .orElse("simulator");
        return new ProviderSide(simulator, http, lane, time, app, pseudonyms);
    }

    RunSpec spec(
            JobDefinition definition,
            InputSurvey survey,
            RunSpec.Choice choice,
            Confirmation confirmation,
            Optional<Path> output,
            Path runsDirectory,
            String command) {
        String provider = definition.provider().name();
        String operation = definition.operation().name();
        return new RunSpec(
                new RunIdentity(definition.name(), provider + "/" + operation + "/" + app, survey.sha256()),
                choice,
                provider,
                operation,
                survey,
                definition.operation().rules(),
                definition.input().columns() + " " + definition.defaults(),
                callsPerSecond(definition),
                maxInFlight(definition),
                lane,
                definition.endpoint().isLocal() ? RateCeiling.OPTIONAL : RateCeiling.REQUIRED,
                time,
                confirmation,
                output,
                runsDirectory,
                new StartDetail(ShownSettings.of(definition, maxInFlight(definition)), bytes(survey)),
                new Reports(
                        definition.operation().rules(),
                        code -> Providers.meaning(provider + " " + operation, code),
                        pseudonyms,
                        InstantSource.system()),
                command);
    }

    private static long bytes(InputSurvey survey) {
        try {
            return Files.size(survey.file().path());
        } catch (IOException e) {
            // It is gone since it was surveyed, which is for staging to tell.
            return -1;
        }
    }

    @Override
    public void close() {
        http.close();
        if (simulator != null) {
            simulator.close();
        }
    }

    private static double callsPerSecond(JobDefinition definition) {
        return definition.limits().rate().perSecond().orElse(Double.POSITIVE_INFINITY);
    }

    private static int maxInFlight(JobDefinition definition) {
        double rate = callsPerSecond(definition);
        int derived = Double.isInfinite(rate)
                ? IN_FLIGHT_IF_UNLIMITED
                : (int) Math.max(LEAST_IN_FLIGHT, Math.min(MOST_IN_FLIGHT, Math.ceil(rate * SECONDS_IN_FLIGHT)));
        return definition.limits().maxInFlight().orElse(derived);
    }

    private static StopRules.Limits stopLimits(JobDefinition definition) {
        return new StopRules.Limits(
                definition.stopRules().failedPercent().orElse(Double.POSITIVE_INFINITY),
                definition.stopRules().afterRows(),
                definition.stopRules().sameCodeInARow().orElse(0));
    }

    private static Simulator simulator(Optional<SimulatorSection> section) {
        // Nobody reads what the embedded one was asked, and a long run would fill the heap with it.
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
            return Simulator.start(settings, 0, InstantSource.system(), new Random());
        } catch (IOException e) {
            throw new CommandFailedException(ExitCode.INTERNAL, String.valueOf(e.getMessage()));
        }
    }
}
