package io.conversationcleanup.provider.tencent;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.SignatureGenerations;
import io.conversationcleanup.provider.tencent.Signature.App;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        String steady = Signature.of(APP, START.plus(Duration.ofHours(23)), Duration.ofHours(24));
        assertThat(signer.signed().query()).isEqualTo(steady);

        generations.refused(1, 1);

        String anew = Signature.of(APP, wall.get(), Duration.ofHours(24));
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
}
