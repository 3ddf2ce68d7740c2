package io.conversationcleanup.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.model.SteadyClock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SignatureGenerationsTest {

    private final AtomicInteger readings = new AtomicInteger();
    private final SteadyClock clock = new SteadyClock(() -> Instant.ofEpochSecond(readings.incrementAndGet()), () -> 0);
    private final SignatureGenerations generations = new SignatureGenerations(clock);

    @Test
    void aRefusalBeginsANewGeneration() {
        assertThat(generations.refused(1, 1)).isEqualTo(SignatureGenerations.Refusal.SIGN_ANEW);
        assertThat(generations.current()).isEqualTo(2);
    }

    @Test
    void furtherRefusalsOfAnOldGenerationBeginNoOther() {
        generations.refused(1, 1);
        assertThat(generations.refused(1, 1)).isEqualTo(SignatureGenerations.Refusal.SIGN_ANEW);
        assertThat(generations.current()).isEqualTo(2);
    }

    @Test
    void eachGenerationReadsTheWallClockOnce() {
        assertThat(readings).hasValue(1);
        generations.refused(1, 1);
        generations.refused(1, 1);
        assertThat(readings).hasValue(2);
        generations.refused(2, 1);
        assertThat(readings).hasValue(2);
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(2));
    }

    @Test
    void asManyRefusalsInARowAsRenewalsAreAllowedAreHopeless() {
        assertThat(generations.refused(1, 2)).isEqualTo(SignatureGenerations.Refusal.SIGN_ANEW);
        assertThat(generations.refused(2, 2)).isEqualTo(SignatureGenerations.Refusal.SIGN_ANEW);
        assertThat(generations.refused(3, 2)).isEqualTo(SignatureGenerations.Refusal.HOPELESS);
        assertThat(generations.current()).isEqualTo(3);
    }

    @Test
    void acceptanceInBetweenMakesARefusalTheFirstAgain() {
        generations.refused(1, 1);
        generations.accepted(2);
        assertThat(generations.refused(2, 1)).isEqualTo(SignatureGenerations.Refusal.SIGN_ANEW);
    }

    @Test
    void aLateAcceptanceOfAnOldGenerationSaysNothingOfTheNewOne() {
        generations.refused(1, 1);
        generations.accepted(1);
        assertThat(generations.refused(2, 1)).isEqualTo(SignatureGenerations.Refusal.HOPELESS);
    }
}
