package io.conversationcleanup.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentyun.TLSSigAPIv2;
import io.conversationcleanup.provider.tencent.Signature.App;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SignatureTest {

    @ParameterizedTest
    @CsvSource({
        "1400000000, 5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e, xiaojun, 1600000000, 15552000,"
                + " 1Z5PngDjGaufeSiPoBuxdHY7EK3JTdAjMP93S4KvV3M=",
        "88888888, secret-key, admin, 1735689600, 3600, w69G20C2u4RwiWe740LRRD63ggrOZXS8oodPy5EEmCU=",
        "20030819, test-secret-key-1234567890abcdef, user_42, 1718764800, 604800,"
                + " 8y4PAvIKGCmKvubBW+DGnAa/LQ9VpBWp4fEjtiQ/VHQ="
    })
    void signsAsThePublishedVectorsSay(long app, String key, String user, long time, long expire, String expectedHmac)
            throws IOException {
        String signature =
                Signature.of(new App(app, user, key), Instant.ofEpochSecond(time), Duration.ofSeconds(expire));
        JsonNode claims = decoded(signature);
        assertThat(claims.get("TLS.sig").asString()).isEqualTo(expectedHmac);
        assertThat(claims.get("TLS.ver").asString()).isEqualTo("2.0");
        assertThat(claims.get("TLS.identifier").asString()).isEqualTo(user);
        assertThat(claims.get("TLS.sdkappid").asLong()).isEqualTo(app);
        assertThat(claims.get("TLS.time").asLong()).isEqualTo(time);
        assertThat(claims.get("TLS.expire").asLong()).isEqualTo(expire);
    }

    @Test
    void signsWhatTheVendorsOwnSignerSigns() throws IOException {
        String vendors = new TLSSigAPIv2(1400000000L, "some-key").genUserSig("管理员", 86_400);
        JsonNode expected = decoded(vendors);
        String ours = Signature.of(
                new App(1400000000L, "管理员", "some-key"),
                Instant.ofEpochSecond(expected.get("TLS.time").asLong()),
                Duration.ofDays(1));
        assertThat(decoded(ours)).isEqualTo(expected);
    }

    @Test
    void needsNoEscapingInAQuery() {
        for (int i = 0; i < 200; i++) {
            assertThat(Signature.of(new App(i, "admin" + i, "key"), Instant.ofEpochSecond(i), Duration.ofHours(1)))
                    .matches("[A-Za-z0-9*_-]+");
        }
    }

    static JsonNode decoded(String signature) throws IOException {
        byte[] deflated = Base64.getDecoder()
                .decode(signature.replace('*', '+').replace('-', '/').replace('_', '='));
        return JsonMapper.shared().readTree(new InflaterInputStream(new ByteArrayInputStream(deflated)).readAllBytes());
    }
}
