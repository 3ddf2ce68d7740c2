package io.conversationcleanup.simulator;

import java.util.SortedMap;

/**
 * The simulator's counts at one moment, as its control page shows them. Immutable.
 *
 * @param calls all calls that arrived, refused ones included; requests for control pages are no calls
 * @param recorded how many of them are kept in the call log
 * @param deleted the distinct conversations deleted
 * @param deletedAgain calls to delete a conversation that was deleted already, even if the provider refuses them
 * @param mostInAnySecond the most calls that arrived in any one second
 * @param byReaction the calls by the reaction's label
 */
public record SimulatorStats(
        long calls,
        long recorded,
        long deleted,
        long deletedAgain,
        int mostInAnySecond,
        SortedMap<String, Long> byReaction) {}
