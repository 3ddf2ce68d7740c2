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
 * How the simulated providers behave. Immutable.
 *
 * @param callsPerSecond the quota of each operation: as many calls are let through in any one second; empty for none
 * @param recordedCalls how many calls are kept for {@link Simulator#calls()}; later ones are only counted. A recorded
 *     call takes 24 bytes of heap and its names, about 50 in all; a deleted conversation about 9, a hash of it.
 */
public record SimulatorSettings(
        Apps apps, Latency latency, OptionalInt callsPerSecond, Faults faults, int recordedCalls) {

    /** The rehearsal apps, no latency, no quota, no faults, the first million calls recorded. */
    public static final SimulatorSettings DEFAULT = new SimulatorSettings(
            new Apps(TencentApp.REHEARSAL, ZegoApp.REHEARSAL, Optional.empty()),
            Latency.NONE,
            OptionalInt.empty(),
            Faults.NONE,
            1_000_000);

    public SimulatorSettings {
        if (callsPerSecond.isPresent() && callsPerSecond.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "a quota of " + callsPerSecond.getAsInt() + " calls per second lets no call through");
        }
        if (recordedCalls < 0) {
            throw new IllegalArgumentException("cannot record " + recordedCalls + " calls");
        }
    }

    public SimulatorSettings withTencent(TencentApp app) {
        return withApps(new Apps(app, apps.zego, apps.signatureLife));
    }

    public SimulatorSettings withZego(ZegoApp app) {
        return withApps(new Apps(apps.tencent, app, apps.signatureLife));
    }

    /** @param life how long a signature is good at most, in whole seconds */
    public SimulatorSettings withSignatureLife(Duration life) {
        return withApps(new Apps(apps.tencent, apps.zego, Optional.of(life)));
    }

    public SimulatorSettings withLatency(Latency other) {
        return new SimulatorSettings(apps, other, callsPerSecond, faults, recordedCalls);
    }

    public SimulatorSettings withCallsPerSecond(int quota) {
        return new SimulatorSettings(apps, latency, OptionalInt.of(quota), faults, recordedCalls);
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

    public SimulatorSettings withRecordedCalls(int count) {
        return new SimulatorSettings(apps, latency, callsPerSecond, faults, count);
    }

    private SimulatorSettings withApps(Apps others) {
        return new SimulatorSettings(others, latency, callsPerSecond, faults, recordedCalls);
    }

    private SimulatorSettings withFaults(Faults others) {
        return new SimulatorSettings(apps, latency, callsPerSecond, others, recordedCalls);
    }

    /**
     * The apps that calls must be signed for. Immutable.
     *
     * @param signatureLife how long a signature is good at most, in whole seconds, even if it claims more; empty for as
     *     long as the provider's documents say
     */
    public record Apps(TencentApp tencent, ZegoApp zego, Optional<Duration> signatureLife) {

        public Apps {
            if (signatureLife.isPresent() && signatureLife.get().toSeconds() < 1) {
                throw new IllegalArgumentException("a signature must live for at least 1 second");
            }
        }
    }

    /**
     * The one app that the simulated Tencent knows. Immutable. Its text form does not show the secret.
     *
     * @param appId the app's {@code sdkappid}
     * @param admin the one account that may call, {@code identifier} on the wire
     * @param secret the key that UserSigs must be signed with
     */
    public record TencentApp(long appId, String admin, String secret) {

        /** The app of rehearsals: public values that open nothing. */
        public static final TencentApp REHEARSAL =
                new TencentApp(1_400_000_000L, "administrator", "rehearsal-secret-that-protects-nothing");

        public TencentApp {
            if (appId < 1 || admin.isBlank() || secret.isBlank()) {
                throw new IllegalArgumentException(
                        "a simulated Tencent app needs an app id above 0, an admin and a secret");
            }
        }

        @Override
        public String toString() {
            return "TencentApp[appId=" + appId + ", admin=" + admin + ", secret=***]";
        }
    }

    /**
     * The one app that the simulated ZEGO knows. Immutable. Its text form does not show the secret.
     *
     * @param appId the app's {@code AppId}, a number of 32 bits
     * @param serverSecret the secret that signatures must be made with
     */
    public record ZegoApp(long appId, String serverSecret) {

        /** The app of rehearsals, with the values of {@link TencentApp#REHEARSAL}. */
        public static final ZegoApp REHEARSAL =
                new ZegoApp(TencentApp.REHEARSAL.appId(), TencentApp.REHEARSAL.secret());

        public ZegoApp {
            if (appId < 1 || appId > WireRequest.MAX_UINT32 || serverSecret.isBlank()) {
                throw new IllegalArgumentException("a simulated ZEGO app needs an app id from 1 to "
                        + WireRequest.MAX_UINT32 + " and a server secret");
            }
        }

        @Override
        public String toString() {
            return "ZegoApp[appId=" + appId + ", serverSecret=***]";
        }
    }

    /**
     * How long an answer takes: evenly spread over {@code mean ± jitter}. Immutable.
     *
     * @param mean the time between a call's arrival and its answer
     * @param jitter at most the mean
     */
    public record Latency(Duration mean, Duration jitter) {

        /** Answers as soon as possible. */
        public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

        public Latency {
            if (mean.isNegative() || jitter.isNegative() || jitter.compareTo(mean) > 0) {
                throw new IllegalArgumentException("a latency of " + mean.toMillis() + " ms ± " + jitter.toMillis()
                        + " ms is impossible: both must be at least 0 and the jitter at most the mean");
            }
        }

        /** Draws the time of one answer, in nanoseconds. */
        long drawNanos(RandomGenerator random) {
            if (jitter.isZero()) {
                return mean.toNanos();
            }
            long spread = jitter.toNanos();
            return mean.toNanos() - spread + random.nextLong(2 * spread + 1);
        }
    }
}
