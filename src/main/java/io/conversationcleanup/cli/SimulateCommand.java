package io.conversationcleanup.cli;

import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.simulator.Faults.FaultShare;
import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.Simulator;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.Latency;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the provider simulator until the process is stopped. */
@Command(
        name = "simulate",
        description = {
            "Serves the provider simulator on a loopback port, for rehearsals.",
            "It prints its address, which a job file names as its endpoint, and runs until",
            "it is stopped.",
            ""
        },
        footer = {
            "",
            "What it was asked can be read at /simulator/calls and /simulator/stats.",
            "It can be told more while it runs:",
            "  POST /simulator/dark?seconds=8    refuse connections for so long",
            "  POST /simulator/silent?seconds=8  take calls, answer and serve none of them",
            "  POST /simulator/script            replace what --answer said, by one",
            "                                    USER REACTION [TIMES] a line of the body",
            "",
            "Examples:",
            "  conversation-cleanup simulate --port 8080",
            "  conversation-cleanup simulate --port 8080 --latency 20 --quota 200 \\",
            "      --fault 3%%:50004 --fault 1%%:reset"
        })
final class SimulateCommand extends Subcommand {

    private static final int MAX_PORT = 65_535;

    @Option(names = "--port", paramLabel = "N", description = "The port to listen on. Default: any free one.")
    private int port;

    @Option(
            names = "--latency",
            paramLabel = "MS",
            description = "How long an answer takes, in milliseconds. Default: 0.")
    private long latency;

    @Option(
            names = "--jitter",
            paramLabel = "MS",
            description = {"How far the latency varies either way, in", "milliseconds. Default: 0."})
    private long jitter;

    @Option(names = "--quota", paramLabel = "N", description = "Calls let through in any one second. Default: all.")
    private @Nullable Integer quota;

    @Option(
            names = "--fault",
            paramLabel = "SHARE",
            description = {
                "A share of calls that fails, such as 3%%:50004,",
                "2%%:502, 1%%:reset, 1%%:garbage, 1%%:truncate or",
                "0.2%%:hang. May be given more than once."
            })
    private List<String> faults = List.of();

    @Option(
            names = "--app-id",
            paramLabel = "N",
            description = {"The app that calls must be signed for. Default:", "${DEFAULT-VALUE}."})
    private long appId = SimulatedApp.REHEARSAL.appId();

    @Option(
            names = "--admin",
            paramLabel = "NAME",
            description = "The account that may call. Default: ${DEFAULT-VALUE}.")
    private String admin = SimulatedApp.REHEARSAL.admin();

    @Option(
            names = "--secret",
            paramLabel = "TEXT",
            description = {"What calls must be signed with: made up, never a", "real one. Default: one that it prints."
            })
    private String secret = SimulatedApp.REHEARSAL.secret();

    @Option(
            names = "--answer",
            paramLabel = "USER:REACTION[:TIMES]",
            description = "What calls for a user get, or for any user with *, the first so many times or for ever: a"
                    + " provider's code, an HTTP status, reset, hang, garbage, truncate or oversize. May be given more"
                    + " than once; the first that fits counts.")
    private List<String> answers = List.of();

    @Option(
            names = "--signature-life",
            paramLabel = "SECONDS",
            description = "How long a signature is good at most, whatever it says itself. Default: as documented.")
    private @Nullable Long signatureLife;

    @Override
    ExitCode run() throws InterruptedException {
        if (port < 0 || port > MAX_PORT) {
            throw CommandFailedException.usage("--port " + port + ": it must be 0 to " + MAX_PORT + ".");
        }
        try (Simulator simulator = Simulator.start(settings(), port, InstantSource.system(), new Random())) {
            context.print("The simulator listens on " + simulator.baseUri());
            context.print("  endpoint: " + simulator.baseUri());
            context.print("  app-id: " + appId);
            context.print("  admin: " + admin);
            context.print("  secret: " + secret);
            context.print("What it was asked: " + simulator.baseUri() + "/simulator/stats");
            context.print("Stop it with Ctrl-C.");
            context.terminal().requireWritten();
            // Only a signal ends it.
            new CountDownLatch(1).await();
        } catch (IOException e) {
            throw CommandFailedException.settings(String.valueOf(e.getMessage()));
        }
        return ExitCode.OK;
    }

    private SimulatorSettings settings() {
        try {
            SimulatorSettings settings = SimulatorSettings.DEFAULT
                    .withApp(new SimulatedApp(appId, admin, secret))
                    .withLatency(new Latency(Duration.ofMillis(latency), Duration.ofMillis(jitter)))
                    .withFaultShares(faults.stream().map(FaultShare::parse).toList())
                    .withScriptedFaults(
                            answers.stream().map(ScriptedFault::parse).toList());
            if (signatureLife != null) {
                settings = settings.withSignatureLife(Duration.ofSeconds(signatureLife));
            }
            return quota == null ? settings : settings.withCallsPerSecond(quota);
        } catch (IllegalArgumentException e) {
            throw CommandFailedException.usage(String.valueOf(e.getMessage()));
        }
    }
}
