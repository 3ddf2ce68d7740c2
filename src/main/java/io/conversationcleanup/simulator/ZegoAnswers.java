package io.conversationcleanup.simulator;

import java.nio.charset.StandardCharsets;

/** The JSON in which ZEGO answers each call; the answers are numbered. Called from one thread. */
final class ZegoAnswers {

    private long answers;

    /** The body for a code; the array is not to be written to. */
    byte[] body(int code, String info) {
        answers++;
        String message = code == 0 ? "success" : info;
        return ("{\"Code\":" + code + ",\"Message\":" + JsonText.quoted(message) + ",\"RequestId\":\"" + answers
                        + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
