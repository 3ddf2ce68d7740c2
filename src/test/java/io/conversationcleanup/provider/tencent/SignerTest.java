package io.conversationcleanup.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.provider.SignatureGenerations;
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

class SignerTest {

    private static final App APP = new App(1400000000L, "administrator", "very-secret");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T00:00:00Z"));
    private final AtomicInteger signings = new AtomicInteger();
    private final SignatureGenerations generations = new SignatureGenerations();
    private final Signer signer = new Signer(APP, now::get, generations, signature -> {
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
        now.set(now.get().plus(Duration.ofHours(23)).minusMillis(1));
        assertThat(signer.signed()).isSameAs(first);
        now.set(now.get().plusMillis(1));
        assertThat(signer.signed()).isNotSameAs(first);
        assertThat(signings).hasValue(2);
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
}
