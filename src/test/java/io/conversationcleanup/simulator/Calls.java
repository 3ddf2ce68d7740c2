package io.conversationcleanup.simulator;

import io.conversationcleanup.simulator.RecordedCall.Operation;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Well-formed calls of the rehearsal apps, for tests to use or to spoil. */
final class Calls {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.600Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);

    static final String PATH = "/v4/recentcontact/delete";
    static final String GROUP_PATH = "/v4/recentcontact/del_contact_group";
    static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorCode\":0,\"ErrorInfo\":\"\",\"ErrorDisplay\":\"\"}";

    private static final SimulatedApp APP = SimulatedApp.REHEARSAL;
    static final String USER_SIG =
            UserSigs.sign(APP.secret(), APP.appId(), APP.admin(), NOW.getEpochSecond() - 60, 86400);

    private Calls() {}

    /** The conversations that these calls deleted, in the order of their first deletion. */
    static List<DeletedConversation> deleted(List<RecordedCall> calls) {
        return calls.stream()
                .filter(RecordedCall::deletes)
                .map(call -> new DeletedConversation(call.operation(), call.user(), call.peer(), call.type(), 1))
                .collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey().times(entry.getValue()))
                .toList();
    }

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
        return request(PATH, query, body);
    }

    static WireRequest deleteGroup(String user, String name) {
        return request(GROUP_PATH, query(), "{\"From_Account\":\"" + user + "\",\"GroupName\":[\"" + name + "\"]}");
    }

    /** A call's query for ZEGO's DeleteConv, each parameter once. */
    static Map<String, List<String>> zegoQuery(String nonce) {
        return zegoQuery(nonce, Long.toString(NOW.getEpochSecond()));
    }

    static Map<String, List<String>> zegoQuery(String nonce, String time) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        query.put("Action", List.of("DeleteConv"));
        query.put("AppId", List.of(Long.toString(SimulatedApp.REHEARSAL.appId())));
        query.put("SignatureNonce", List.of(nonce));
        query.put("Timestamp", List.of(time));
        query.put("SignatureVersion", List.of("2.0"));
        query.put("Signature", List.of(zegoSignature(SimulatedApp.REHEARSAL, nonce, time)));
        return query;
    }

    static String zegoSignature(SimulatedApp app, String nonce, String time) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5")
                    .digest((app.appId() + nonce + app.secret() + time).getBytes(StandardCharsets.UTF_8));
            return String.format("%032x", new BigInteger(1, hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static WireRequest zegoDelete(String nonce, String user, String peer) {
        return zegoRequest(
                zegoQuery(nonce), "{\"FromUserId\":\"" + user + "\",\"ConvId\":\"" + peer + "\",\"ConvType\":0}");
    }

    static WireRequest zegoRequest(Map<String, List<String>> query, String body) {
        return request("/", query, body);
    }

    private static WireRequest request(String path, Map<String, List<String>> query, String body) {
        return new WireRequest("POST", path, query, StrictJson.object(body.getBytes(StandardCharsets.UTF_8)));
    }

    record DeletedConversation(Operation operation, String user, String peer, OptionalInt type, long times) {

        private DeletedConversation times(long count) {
            return new DeletedConversation(operation, user, peer, type, count);
        }
    }
}
