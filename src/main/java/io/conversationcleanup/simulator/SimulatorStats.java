package io.conversationcleanup.simulator;

import java.util.SortedMap;

/**
 * The simulator's counts at one moment, as its control page shows them. Immutable.
 *
 * @param calls all calls, refused ones included; requests for control pages are no calls
 * @param deletedAgain calls to delete a conversation that was deleted already, even if the provider refuses them
 */
public record SimulatorStats(
        long calls,
        long recorded,
        long deleted,
        long deletedAgain,
        int mostInAnySecond,
        SortedMap<String, Long> byReaction) {}
