package io.conversationcleanup.simulator;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The simulator's counts at one moment. Immutable.
 *
 * @param calls all calls that arrived, refused ones included; questions to the simulator itself are no calls
 * @param recorded how many of them are kept in the call log
 * @param deleted the distinct conversations deleted
 * @param deletedAgain calls to delete a conversation that was deleted already, whatever the provider says to it
 * @param mostInAnySecond the most calls that arrived in any one second
 * @param byReaction the calls by the reaction's label
 */
public record SimulatorStats(
        long calls,
        long recorded,
        long deleted,
        long deletedAgain,
        int mostInAnySecond,
        SortedMap<String, Long> byReaction) {

    public SimulatorStats {
        byReaction = Collections.unmodifiableSortedMap(new TreeMap<>(byReaction));
    }
}
