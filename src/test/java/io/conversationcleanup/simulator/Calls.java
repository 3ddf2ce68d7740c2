package io.conversationcleanup.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Well-formed calls of the rehearsal app, for tests to use or to spoil. */
final class Calls {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.600Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);

    static final String PATH = "/v4/recentcontact/delete";
    static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorCode\":0,\"ErrorInfo\":\"\",\"ErrorDisplay\":\"\"}";

    private static final TencentApp APP = TencentApp.REHEARSAL;
    static final String USER_SIG =
            UserSigs.sign(APP.secret(), APP.appId(), APP.admin(), NOW.getEpochSecond() - 60, 86400);

    private Calls() {}

    /** The query's parameters by name, each once. */
    static Map<String, List<String>> query() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        query.put("sdkappid", List.of(Long.toString(APP.appId())));
        query.put("identifier", List.of(APP.admin()));
        query.put("usersig", List.of(USER_SIG));
        query.put("random", List.of("4294967295"));
        query.put("contenttype", List.of("json"));
        return query;
    }

    /** The same as it stands in a URL. */
    static String rawQuery() {
        return "sdkappid=" + APP.appId() + "&identifier=" + APP.admin() + "&usersig=" + USER_SIG
                + "&random=4294967295&contenttype=json";
    }

    static String oneToOne(String user, String peer) {
        return "{\"From_Account\":\"" + user + "\",\"Type\":1,\"To_Account\":\"" + peer + "\",\"ClearRamble\":1}";
    }

    static WireRequest delete(String user, String peer) {
        return request(query(), oneToOne(user, peer));
    }

    static WireRequest request(Map<String, List<String>> query, String body) {
        return new WireRequest("POST", PATH, query, StrictJson.object(body.getBytes(StandardCharsets.UTF_8)));
    }
}
