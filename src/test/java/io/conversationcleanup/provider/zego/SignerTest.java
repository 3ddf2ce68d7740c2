package io.conversationcleanup.provider.zego;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.SignatureGenerations;
import io.conversationcleanup.provider.zego.Signer.App;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {

    private static final App APP = new App(12345, "very-secret");
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00.9Z");

    private Instant wall = NOW;
    private Duration passed = Duration.ZERO;
    private final SteadyClock clock = new SteadyClock(() -> wall, () -> passed.toNanos());
    private final SignatureGenerations generations = new SignatureGenerations(clock);
    private final Signer signer = new Signer(APP, clock, new Random(1), generations);

    @Test
    void eachCallHasANonceAndASignatureOfItsOwn() {
        Set<String> queries = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            assertThat(queries.add(signer.signed().query())).isTrue();
        }
    }

    @Test
    void theQueryIsComplete() {
        assertThat(signer.signed().query())
                .matches("&SignatureNonce=[0-9a-f]{16}&Timestamp=1795132800&SignatureVersion=2\\.0"
                        + "&Signature=[0-9a-f]{32}");
    }

    @ParameterizedTest
    @ValueSource(longs = {-600, 3, 86_400})
    void aStepOfTheClockDoesNotShowUntilASignatureIsRefused(long seconds) {
        passed = Duration.ofSeconds(100);
        wall = NOW.plusSeconds(100 + seconds);
        assertThat(signer.signed().query())
                .contains("&Timestamp=" + NOW.plusSeconds(100).getEpochSecond() + "&");

        generations.refused(1, 1);

        assertThat(signer.signed().query()).contains("&Timestamp=" + wall.getEpochSecond() + "&");
    }

    @Test
    void callsAreOfTheGenerationOfTheirTime() {
        Signer.Signed before = signer.signed();
        generations.refused(before.generation(), 1);
        assertThat(before.generation()).isEqualTo(1);
        assertThat(signer.signed().generation()).isEqualTo(2);
    }

    @Test
    void neitherTheAppNorASignatureShowsASecretInItsText() {
        assertThat(APP.toString()).isEqualTo("App[12345]");
        assertThat(signer.signed().toString()).isEqualTo("Signed[1]");
    }

    @Test
    void signsAsThePublishedVectorSays() {
        App app = new App(12345, "9193cc662a4c0ec135ec71fb57194b38");
        assertThat(Signer.signature(app, "4fd24687296dd9f3", 1615186943)).isEqualTo("43e5cfcca828314675f91b001390566a");
    }
}
