package io.conversationcleanup.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentyun.TLSSigAPIv2;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.SignatureGenerations;
import io.conversationcleanup.provider.tencent.Signer.App;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SignerTest {

    private static final App APP = new App(1400000000L, "administrator", "very-secret");

    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");

    private final AtomicReference<Instant> wall = new AtomicReference<>(START);
    private final AtomicLong passed = new AtomicLong();
    private final AtomicInteger signings = new AtomicInteger();
    private final SteadyClock clock = new SteadyClock(wall::get, passed::get);
    private final SignatureGenerations generations = new SignatureGenerations(clock);
    private final Signer signer = new Signer(APP, clock, generations, signature -> {
        signings.incrementAndGet();
        return signature;
    });

    @Test
    void signsOnceForManyCalls() {
        assertThat(signer.signed()).isSameAs(signer.signed());
        assertThat(signings).hasValue(1);
    }

    @Test
    void signsAnewAnHourBeforeExpiry() {
        Signer.Signed first = signer.signed();
        passed.set(Duration.ofHours(23).minusMillis(1).toNanos());
        assertThat(signer.signed()).isSameAs(first);
        passed.set(Duration.ofHours(23).toNanos());
        assertThat(signer.signed()).isNotSameAs(first);
        assertThat(signings).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {-600, 3, 86_400})
    void aStepOfTheClockDoesNotShowUntilASignatureIsRefused(long seconds) {
        Signer.Signed first = signer.signed();
        wall.set(START.plusSeconds(seconds));
        assertThat(signer.signed()).isSameAs(first);
        passed.set(Duration.ofHours(23).toNanos());
        String steady = Signer.signature(APP, START.plus(Duration.ofHours(23)), Duration.ofHours(24));
        assertThat(signer.signed().query()).isEqualTo(steady);

        generations.refused(1, 1);

        String anew = Signer.signature(APP, wall.get(), Duration.ofHours(24));
        assertThat(signer.signed().query()).isEqualTo(anew);
    }

    @Test
    void signsAnewWhenTheServerHasRefusedASignature() {
        generations.refused(signer.signed().generation(), 1);
        assertThat(signer.signed().generation()).isEqualTo(2);
        assertThat(signings).hasValue(2);
    }

    @Test
    void manyCallsThatMeetARefusedSignatureTogetherCauseOneNewOne() throws Exception {
        Signer.Signed refused = signer.signed();
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Long>> used = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> {
                        together.await();
                        generations.refused(refused.generation(), 1);
                        return signer.signed().generation();
                    }))
                    .toList();
            together.countDown();
            for (Future<Long> generation : used) {
                assertThat(generation.get()).isEqualTo(2);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(signings).hasValue(2);
    }

    @Test
    void neitherTheAppNorASignatureShowsTheSecretInItsText() {
        assertThat(APP.toString()).isEqualTo("App[1400000000, administrator]");
        assertThat(signer.signed().toString()).isEqualTo("Signed[1]");
    }

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
                Signer.signature(new App(app, user, key), Instant.ofEpochSecond(time), Duration.ofSeconds(expire));
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
        String ours = Signer.signature(
                new App(1400000000L, "管理员", "some-key"),
                Instant.ofEpochSecond(expected.get("TLS.time").asLong()),
                Duration.ofDays(1));
        assertThat(decoded(ours)).isEqualTo(expected);
    }

    @Test
    void needsNoEscapingInAQuery() {
        for (int i = 0; i < 200; i++) {
            assertThat(Signer.signature(new App(i, "admin" + i, "key"), Instant.ofEpochSecond(i), Duration.ofHours(1)))
                    .matches("[A-Za-z0-9*_-]+");
        }
    }

    static JsonNode decoded(String signature) throws IOException {
        byte[] deflated = Base64.getDecoder()
                .decode(signature.replace('*', '+').replace('-', '/').replace('_', '='));
        return JsonMapper.shared().readTree(new InflaterInputStream(new ByteArrayInputStream(deflated)).readAllBytes());
    }
}
