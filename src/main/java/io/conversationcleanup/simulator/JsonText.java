package io.conversationcleanup.simulator;

import tools.jackson.core.io.JsonStringEncoder;

/** Writes texts into JSON. Thread-safe. */
final class JsonText {

    private JsonText() {}

    /** The text as a JSON string, with its quotes. */
    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
