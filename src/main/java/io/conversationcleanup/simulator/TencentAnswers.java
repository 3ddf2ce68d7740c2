package io.conversationcleanup.simulator;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;

/** The JSON in which Tencent answers each call. Thread-safe. */
final class TencentAnswers {

    private static final byte[] OK =
            "{\"ActionStatus\":\"OK\",\"ErrorCode\":0,\"ErrorInfo\":\"\",\"ErrorDisplay\":\"\"}"
                    .getBytes(StandardCharsets.UTF_8);

    private TencentAnswers() {}

    /** The body for a code; the array is not to be written to. */
    static byte[] body(int code, String info) {
        if (code == 0) {
            return OK;
        }
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsCharArray(info));
        return ("{\"ActionStatus\":\"FAIL\",\"ErrorCode\":" + code + ",\"ErrorInfo\":\"" + quoted
                        + "\",\"ErrorDisplay\":\"\"}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
