package io.conversationcleanup.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.Traffic;
import io.conversationcleanup.provider.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallMeterTest {

    private static final long MILLI = 1_000_000;

    private final CallMeter meter = new CallMeter();

    @Test
    void eachOutcomeIsCountedOnceAndOnlyAnswersHaveATime() {
        List.of(
                        Outcome.deleted(),
                        Outcome.alreadyGone("1", ""),
                        Outcome.refused("2", ""),
                        Outcome.denied("3", ""),
                        Outcome.busy("4", ""),
                        Outcome.unexpected("5", "", Outcome.AtLast.FAIL_ROW),
                        Outcome.signedAnew("6", ""),
                        Outcome.throttled("7", "", Optional.empty()),
                        Outcome.unavailable("8", ""),
                        Outcome.unknown("9", ""))
                .forEach(outcome -> {
                    meter.departed();
                    meter.answered(outcome, 20 * MILLI);
                });

        assertThat(meter.take())
                .isEqualTo(new Traffic(10, 2, 2, 3, 1, 2, new Latencies(Map.of(Latencies.bucket(20 * MILLI), 8L))));
        assertThat(meter.take()).isEqualTo(Traffic.NONE);
    }

    @Test
    void nothingIsLostBetweenTwoLooks() {
        List<CompletableFuture<Void>> callers = IntStream.range(0, 4)
                .mapToObj(caller -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        meter.departed();
                        meter.answered(Outcome.deleted(), i * 1_000L);
                    }
                }))
                .toList();
        Traffic seen = Traffic.NONE;
        while (!callers.stream().allMatch(CompletableFuture::isDone)) {
            seen = seen.plus(meter.take());
        }
        seen = seen.plus(meter.take());

        assertThat(seen.departed()).isEqualTo(80_000);
        assertThat(seen.done()).isEqualTo(80_000);
        assertThat(seen.latencies().total()).isEqualTo(80_000);
    }
}
