package io.conversationcleanup.simulator;

import java.util.SortedMap;

/** The simulator's counts at one moment. Refused calls count; requests for control pages do not. Immutable. */
public record SimulatorStats(
        long calls,
        long recorded,
        long deleted,
        long deletedAgain,
        int mostInAnySecond,
        SortedMap<String, Long> byReaction) {}
