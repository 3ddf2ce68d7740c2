package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.Faults.FaultShare;
import io.conversationcleanup.simulator.Faults.ScriptedFault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The behaviour of the simulated providers. Immutable.
 *
 * @param signatureLife the longest life of signatures, in whole seconds; empty for the documented one
 * @param recordedCalls at about 75 bytes of heap each; later calls are only counted
 */
public record SimulatorSettings(
        SimulatedApp app,
        Optional<Duration> signatureLife,
        Latency latency,
        OptionalInt callsPerSecond,
        Faults faults,
        int recordedCalls) {

    /** The rehearsal app without latency, quota or faults; records the first million calls. */
    public static final SimulatorSettings DEFAULT = new SimulatorSettings(
            SimulatedApp.REHEARSAL,
            Optional.empty(),
            new Latency(Duration.ZERO, Duration.ZERO),
            OptionalInt.empty(),
            new Faults(List.of(), List.of(), Set.of()),
            1_000_000);

    public SimulatorSettings {
        if (signatureLife.isPresent() && signatureLife.get().toSeconds() < 1) {
            throw new IllegalArgumentException("a signature must live for at least 1 second");
        }
        if (callsPerSecond.isPresent() && callsPerSecond.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "a quota of " + callsPerSecond.getAsInt() + " calls per second lets no call through");
        }
    }

    public SimulatorSettings withApp(SimulatedApp other) {
        return new SimulatorSettings(other, signatureLife, latency, callsPerSecond, faults, recordedCalls);
    }

    public SimulatorSettings withSignatureLife(Duration life) {
        return new SimulatorSettings(app, Optional.of(life), latency, callsPerSecond, faults, recordedCalls);
    }

    public SimulatorSettings withLatency(Latency other) {
        return new SimulatorSettings(app, signatureLife, other, callsPerSecond, faults, recordedCalls);
    }

    public SimulatorSettings withCallsPerSecond(int quota) {
        return new SimulatorSettings(app, signatureLife, latency, OptionalInt.of(quota), faults, recordedCalls);
    }

    public SimulatorSettings withFaultShares(List<FaultShare> shares) {
        return withFaults(new Faults(shares, faults.scripted(), faults.missingUsers()));
    }

    public SimulatorSettings withScriptedFaults(List<ScriptedFault> scripted) {
        return withFaults(new Faults(faults.shares(), scripted, faults.missingUsers()));
    }

    public SimulatorSettings withMissingUsers(Set<String> users) {
        return withFaults(new Faults(faults.shares(), faults.scripted(), users));
    }

    private SimulatorSettings withFaults(Faults others) {
        return new SimulatorSettings(app, signatureLife, latency, callsPerSecond, others, recordedCalls);
    }

    public SimulatorSettings withRecordedCalls(int count) {
        return new SimulatorSettings(app, signatureLife, latency, callsPerSecond, faults, count);
    }

    /** The only app of the simulated providers. Immutable; its text does not show the secret. */
    public record SimulatedApp(long appId, String admin, String secret) {

        public static final SimulatedApp REHEARSAL =
                new SimulatedApp(1_400_000_000L, "administrator", "rehearsal-secret-that-protects-nothing");

        public SimulatedApp {
            if (appId < 1 || admin.isBlank() || secret.isBlank()) {
                throw new IllegalArgumentException(
                        "a simulated Tencent app needs an app id above 0, an admin and a secret");
            }
            if (appId > WireRequest.MAX_UINT32) {
                throw new IllegalArgumentException("a simulated ZEGO app needs an app id from 1 to "
                        + WireRequest.MAX_UINT32 + " and a server secret");
            }
        }

        @Override
        public String toString() {
            return "SimulatedApp[appId=" + appId + ", admin=" + admin + ", secret=***]";
        }
    }

    /** The time from a call's arrival to its answer, uniform over {@code mean ± jitter}. Immutable. */
    public record Latency(Duration mean, Duration jitter) {

        public Latency {
            if (mean.isNegative() || jitter.isNegative() || jitter.compareTo(mean) > 0) {
                throw new IllegalArgumentException("a latency of " + mean.toMillis() + " ms ± " + jitter.toMillis()
                        + " ms is impossible: both must be at least 0 and the jitter at most the mean");
            }
        }

        long drawNanos(RandomGenerator random) {
            if (jitter.isZero()) {
                return mean.toNanos();
            }
            long spread = jitter.toNanos();
            return mean.toNanos() - spread + random.nextLong(2 * spread + 1);
        }
    }
}
