package io.conversationcleanup.packaged;

import io.conversationcleanup.simulator.RecordedCall;

/** One line of input, as it is written in the file and as the provider is to be told it. Immutable. */
record Row(String user, String peer, int type, int clearRamble) {

    static final String HEADER = "user,peer,type,clear_ramble";

    /** One of many that differ from each other: of both types, with and without clearRamble. */
    static Row number(int n) {
        boolean group = n % 5 == 0;
        return new Row("user-" + n % 97, (group ? "group-" : "peer-") + n, group ? 2 : 1, n % 3 % 2);
    }

    static Row asked(RecordedCall call) {
        return new Row(
                call.user(),
                call.peer(),
                call.type().orElseThrow(),
                call.clearRamble().orElseThrow());
    }

    String csv() {
        return user + "," + peer + "," + type + "," + clearRamble;
    }
}
