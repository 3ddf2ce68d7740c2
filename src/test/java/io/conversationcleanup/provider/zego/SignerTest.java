package io.conversationcleanup.provider.zego;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.provider.SignatureGenerations;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignerTest {

    private static final App APP = new App(12345, "very-secret");
    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00.9Z");

    private final SignatureGenerations generations = new SignatureGenerations();
    private final Signer signer = new Signer(APP, () -> NOW, new Random(1), generations);

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
}
