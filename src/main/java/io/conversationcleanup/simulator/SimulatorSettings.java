package io.conversationcleanup.simulator;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the simulated providers behave. Immutable.
 *
 * @param tencent the app that Tencent calls must be signed for
 * @param latency how long answers take
 * @param callsPerSecond the quota of each operation: as many calls are let through in any one second; empty for none
 * @param faultShares shares of calls that fail at random; at most 1 together
 * @param scriptedFaults faults forced on certain calls; of several that match the first wins, and each wins over shares
 * @param missingUsers users that the provider does not know; all others exist
 * @param recordedCalls how many calls are kept for {@link Simulator#calls()}; later ones are only counted. A call takes
 *     20 bytes of heap, each distinct conversation about 50.
 */
public record SimulatorSettings(
        TencentApp tencent,
        Latency latency,
        OptionalInt callsPerSecond,
        List<FaultShare> faultShares,
        List<ScriptedFault> scriptedFaults,
        Set<String> missingUsers,
        int recordedCalls) {

    /** The rehearsal app, no latency, no quota, no faults, the first million calls recorded. */
    public static final SimulatorSettings DEFAULT = new SimulatorSettings(
            TencentApp.REHEARSAL, Latency.NONE, OptionalInt.empty(), List.of(), List.of(), Set.of(), 1_000_000);

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
        if (recordedCalls < 0) {
            throw new IllegalArgumentException("cannot record " + recordedCalls + " calls");
        }
    }

    /** The same with another Tencent app. */
    public SimulatorSettings withTencent(TencentApp other) {
        return new SimulatorSettings(
                other, latency, callsPerSecond, faultShares, scriptedFaults, missingUsers, recordedCalls);
    }

    /** The same with another latency. */
    public SimulatorSettings withLatency(Latency other) {
        return new SimulatorSettings(
                tencent, other, callsPerSecond, faultShares, scriptedFaults, missingUsers, recordedCalls);
    }

    /** The same with a quota, in calls per second. */
    public SimulatorSettings withCallsPerSecond(int quota) {
        return new SimulatorSettings(
                tencent, latency, OptionalInt.of(quota), faultShares, scriptedFaults, missingUsers, recordedCalls);
    }

    /** The same with these random faults instead. */
    public SimulatorSettings withFaultShares(List<FaultShare> others) {
        return new SimulatorSettings(
                tencent, latency, callsPerSecond, others, scriptedFaults, missingUsers, recordedCalls);
    }

    /** The same with these scripted faults instead. */
    public SimulatorSettings withScriptedFaults(List<ScriptedFault> others) {
        return new SimulatorSettings(
                tencent, latency, callsPerSecond, faultShares, others, missingUsers, recordedCalls);
    }

    /** The same with these users missing instead. */
    public SimulatorSettings withMissingUsers(Set<String> others) {
        return new SimulatorSettings(
                tencent, latency, callsPerSecond, faultShares, scriptedFaults, others, recordedCalls);
    }

    /** The same with so many calls recorded. */
    public SimulatorSettings withRecordedCalls(int count) {
        return new SimulatorSettings(
                tencent, latency, callsPerSecond, faultShares, scriptedFaults, missingUsers, count);
    }
}
