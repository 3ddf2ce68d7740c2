package io.conversationcleanup.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TencentSignerTest {

    private static final TencentApp APP = new TencentApp(1400000000L, "administrator", "very-secret");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T00:00:00Z"));
    private final AtomicInteger signings = new AtomicInteger();
    private final TencentSigner signer = new TencentSigner(APP, now::get, signature -> {
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
        TencentSigner.Signed first = signer.signed();
        now.set(now.get().plus(Duration.ofHours(23)).minusMillis(1));
        assertThat(signer.signed()).isSameAs(first);
        now.set(now.get().plusMillis(1));
        assertThat(signer.signed().generation()).isEqualTo(2);
    }

    @Test
    void manyRefusalsOfOneSignatureCauseOneNewOne() throws Exception {
        TencentSigner.Signed refused = signer.signed();
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<TencentSigner.Refusal>> verdicts = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> {
                        together.await();
                        return signer.refused(refused, 1);
                    }))
                    .toList();
            together.countDown();
            for (Future<TencentSigner.Refusal> verdict : verdicts) {
                assertThat(verdict.get()).isEqualTo(TencentSigner.Refusal.SIGNED_ANEW);
            }
        } finally {
            threads.shutdown();
        }
        assertThat(signings).hasValue(2);
    }

    @Test
    void aSecondRefusalInARowIsHopeless() {
        signer.refused(signer.signed(), 1);
        assertThat(signer.refused(signer.signed(), 1)).isEqualTo(TencentSigner.Refusal.HOPELESS);
        assertThat(signings).hasValue(2);
    }

    @Test
    void acceptanceInBetweenMakesARefusalTheFirstAgain() {
        signer.refused(signer.signed(), 1);
        signer.accepted(signer.signed());
        assertThat(signer.refused(signer.signed(), 1)).isEqualTo(TencentSigner.Refusal.SIGNED_ANEW);
    }

    @Test
    void aLateAcceptanceOfAnOlderSignatureSaysNothingOfTheNewOne() {
        TencentSigner.Signed old = signer.signed();
        signer.refused(old, 1);
        signer.accepted(old);
        assertThat(signer.refused(signer.signed(), 1)).isEqualTo(TencentSigner.Refusal.HOPELESS);
    }

    @Test
    void neitherTheAppNorASignatureShowsTheSecretInItsText() {
        assertThat(APP.toString()).isEqualTo("TencentApp[1400000000, administrator]");
        assertThat(signer.signed().toString()).isEqualTo("Signed[1]");
    }
}
