package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.ZegoDeleteConversation.UsedNonces;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class UsedNoncesTest {

    private final UsedNonces nonces = new UsedNonces(3);

    @Test
    void areUsedOnce() {
        assertThat(nonces.use(7, Calls.NOW)).isTrue();
        assertThat(nonces.use(8, Calls.NOW)).isTrue();
        assertThat(nonces.use(7, Calls.NOW)).isFalse();
        assertThat(nonces.use(8, Calls.NOW)).isFalse();
    }

    @Test
    void areRememberedForTwentyMinutesAndForgottenAfterFortyOne() {
        assertThat(nonces.use(1, Calls.NOW)).isTrue();
        assertThat(nonces.use(7, Calls.NOW.plus(Duration.ofMinutes(19)))).isTrue();
        assertThat(nonces.use(2, Calls.NOW.plus(Duration.ofMinutes(21)))).isTrue();
        assertThat(nonces.use(7, Calls.NOW.plus(Duration.ofMinutes(39)))).isFalse();
        assertThat(nonces.use(7, Calls.NOW.plus(Duration.ofMinutes(42)))).isTrue();
    }

    @Test
    void areForgottenBeyondTwiceTheLimit() {
        for (int nonce = 0; nonce < 7; nonce++) {
            assertThat(nonces.use(nonce, Calls.NOW)).isTrue();
        }

        assertThat(nonces.use(3, Calls.NOW)).isFalse();
        assertThat(nonces.use(6, Calls.NOW)).isFalse();
        assertThat(nonces.use(2, Calls.NOW)).isTrue();
    }
}
