package io.conversationcleanup.app;

import io.conversationcleanup.simulator.RecordedCall;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A conversation to delete, as the input names it and as the simulator was asked. Immutable.
 *
 * @param type the provider's number: 1 one-to-one, 2 a group
 */
record Asked(String user, String peer, int type, int clearRamble) {

    static final String HEADER = "user,peer,type,clear_ramble";

    /** Different conversations, of both types, with and without clearRamble; each has a user of its own. */
    static List<Asked> rows(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Asked::row).toList();
    }

    /** The row of this number, from 1. */
    static Asked row(int number) {
        return number % 3 == 0
                ? new Asked("user-" + number, "@TGS#group-" + number, 2, number % 2)
                : new Asked("user-" + number, "peer-" + number, 1, number % 2);
    }

    static Asked of(RecordedCall call) {
        return new Asked(
                call.user(),
                call.peer(),
                call.type().orElseThrow(),
                call.clearRamble().orElseThrow());
    }

    /** The row in a file with {@link #HEADER}. */
    String line() {
        return user + "," + peer + "," + type + "," + clearRamble;
    }
}
