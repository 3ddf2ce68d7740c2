package io.conversationcleanup.simulator;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * One call that the simulator was asked, and how it reacted. Immutable.
 *
 * @param sequence the call's number in order of arrival, from 1
 * @param arrivedAt when the whole request had been read
 * @param operation what it asked for
 * @param user the user it named; empty text if none could be read
 * @param peer the peer or group it named; empty text if none could be read
 * @param type the provider's number of the conversation's type, if one could be read
 * @param clearRamble the number sent as ClearRamble, if one could be read
 * @param reaction what the caller got
 */
public record RecordedCall(
        long sequence,
        Instant arrivedAt,
        WireOperation operation,
        String user,
        String peer,
        OptionalInt type,
        OptionalInt clearRamble,
        Reaction reaction) {}
