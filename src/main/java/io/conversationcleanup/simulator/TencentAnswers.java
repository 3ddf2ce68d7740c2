package io.conversationcleanup.simulator;

import java.nio.charset.StandardCharsets;

/** The JSON in which Tencent answers each call. Thread-safe. */
final class TencentAnswers {

    private static final byte[] OK = utf8("{" + status(0, "") + ",\"ErrorDisplay\":\"\"}");

    private TencentAnswers() {}

    /** The body for a code; the array is not to be written to. */
    static byte[] body(int code, String info) {
        return code == 0 ? OK : utf8("{" + status(code, info) + ",\"ErrorDisplay\":\"\"}");
    }

    /** The body for a code as the calls about conversation groups give it: without ErrorDisplay. */
    static byte[] groupBody(int code, String info, String groupName) {
        return utf8(
                code == 0 ? "{" + groupItem(groupName) + "," + status(0, "") + "}" : "{" + status(code, info) + "}");
    }

    private static String groupItem(String groupName) {
        int id = 1 + Math.floorMod(groupName.hashCode(), 1_000_000);
        return "\"GroupItem\":[{\"GroupName\":" + JsonText.quoted(groupName) + ",\"GroupId\":" + id + "}]";
    }

    private static String status(int code, String info) {
        return "\"ActionStatus\":\"" + (code == 0 ? "OK" : "FAIL") + "\",\"ErrorCode\":" + code + ",\"ErrorInfo\":"
                + JsonText.quoted(info);
    }

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
