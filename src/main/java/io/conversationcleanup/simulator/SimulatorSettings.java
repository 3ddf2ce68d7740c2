package io.conversationcleanup.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the simulated providers behave. Immutable.
 *
 * @param tencent the app that Tencent calls must be signed for
 * @param zego the app that ZEGO calls must be signed for
 * @param latency how long answers take
 * @param callsPerSecond the quota of each operation: as many calls are let through in any one second; empty for none
 * @param faultShares shares of calls that fail at random; at most 1 together
 * @param scriptedFaults faults forced on certain calls; of several that match the first wins, and each wins over shares
 * @param missingUsers users that the provider does not know; all others exist
 * @param signatureLife how long a signature is good at most, in whole seconds, whatever it says itself; empty for as
 *     long as the provider's documents say
 * @param recordedCalls how many calls are kept for {@link Simulator#calls()}; later ones are only counted. A call takes
 *     20 bytes of heap, each distinct conversation that it names about 50; a conversation that is deleted by a later one
 *     takes about 9, a hash of it.
 */
public record SimulatorSettings(
        TencentApp tencent,
        ZegoApp zego,
        Latency latency,
        OptionalInt callsPerSecond,
        List<FaultShare> faultShares,
        List<ScriptedFault> scriptedFaults,
        Set<String> missingUsers,
        Optional<Duration> signatureLife,
        int recordedCalls) {

    /** The rehearsal apps, no latency, no quota, no faults, the first million calls recorded. */
    public static final SimulatorSettings DEFAULT = new SimulatorSettings(
            TencentApp.REHEARSAL,
            ZegoApp.REHEARSAL,
            Latency.NONE,
            OptionalInt.empty(),
            List.of(),
            List.of(),
            Set.of(),
            Optional.empty(),
            1_000_000);

    public SimulatorSettings {
        faultShares = List.copyOf(faultShares);
        scriptedFaults = List.copyOf(scriptedFaults);
        missingUsers = Set.copyOf(missingUsers);
        if (callsPerSecond.isPresent() && callsPerSecond.getAsInt() < 1) {
            throw new IllegalArgumentException(
                    "a quota of " + callsPerSecond.getAsInt() + " calls per second lets no call through");
        }
        double total = faultShares.stream().mapToDouble(FaultShare::share).sum();
        // A tolerance, because 0.7 + 0.2 + 0.1 is a little above 1 in binary.
        if (total > 1 + 1e-9) {
            throw new IllegalArgumentException("the shares of faults add up to more than 100 %");
        }
        if (signatureLife.isPresent() && signatureLife.get().toSeconds() < 1) {
            throw new IllegalArgumentException("a signature must live for at least 1 second");
        }
        if (recordedCalls < 0) {
            throw new IllegalArgumentException("cannot record " + recordedCalls + " calls");
        }
    }

    /** The same with another Tencent app. */
    public SimulatorSettings withTencent(TencentApp other) {
        return new SimulatorSettings(
                other,
                zego,
                latency,
                callsPerSecond,
                faultShares,
                scriptedFaults,
                missingUsers,
                signatureLife,
                recordedCalls);
    }

    /** The same with another ZEGO app. */
    public SimulatorSettings withZego(ZegoApp other) {
        return new SimulatorSettings(
                tencent,
                other,
                latency,
                callsPerSecond,
                faultShares,
                scriptedFaults,
                missingUsers,
                signatureLife,
                recordedCalls);
    }

    /** The same with another latency. */
    public SimulatorSettings withLatency(Latency other) {
        return new SimulatorSettings(
                tencent,
                zego,
                other,
                callsPerSecond,
                faultShares,
                scriptedFaults,
                missingUsers,
                signatureLife,
                recordedCalls);
    }

    /** The same with a quota, in calls per second. */
    public SimulatorSettings withCallsPerSecond(int quota) {
        return new SimulatorSettings(
                tencent,
                zego,
                latency,
                OptionalInt.of(quota),
                faultShares,
                scriptedFaults,
                missingUsers,
                signatureLife,
                recordedCalls);
    }

    /** The same with these random faults instead. */
    public SimulatorSettings withFaultShares(List<FaultShare> others) {
        return new SimulatorSettings(
                tencent,
                zego,
                latency,
                callsPerSecond,
                others,
                scriptedFaults,
                missingUsers,
                signatureLife,
                recordedCalls);
    }

    /** The same with these scripted faults instead. */
    public SimulatorSettings withScriptedFaults(List<ScriptedFault> others) {
        return new SimulatorSettings(
                tencent,
                zego,
                latency,
                callsPerSecond,
                faultShares,
                others,
                missingUsers,
                signatureLife,
                recordedCalls);
    }

    /** The same with these users missing instead. */
    public SimulatorSettings withMissingUsers(Set<String> others) {
        return new SimulatorSettings(
                tencent,
                zego,
                latency,
                callsPerSecond,
                faultShares,
                scriptedFaults,
                others,
                signatureLife,
                recordedCalls);
    }

    /** The same with signatures that are good for so long at most, in whole seconds. */
    public SimulatorSettings withSignatureLife(Duration life) {
        return new SimulatorSettings(
                tencent,
                zego,
                latency,
                callsPerSecond,
                faultShares,
                scriptedFaults,
                missingUsers,
                Optional.of(life),
                recordedCalls);
    }

    /** The same with so many calls recorded. */
    public SimulatorSettings withRecordedCalls(int count) {
        return new SimulatorSettings(
                tencent,
                zego,
                latency,
                callsPerSecond,
                faultShares,
                scriptedFaults,
                missingUsers,
                signatureLife,
                count);
    }
}
