package io.conversationcleanup.simulator;

import java.util.OptionalInt;

/**
 * What a call names, as far as it could be read. Immutable.
 *
 * @param user empty text if it could not be read
 * @param peer empty text if it could not be read
 */
record Asked(String user, String peer, OptionalInt type, OptionalInt clearRamble) {

    /** Nothing could be read. */
    static final Asked NOTHING = new Asked("", "", OptionalInt.empty(), OptionalInt.empty());
}
