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
                        new Outcome.Deleted(),
                        new Outcome.AlreadyGone("1", ""),
                        new Outcome.Refused("2", ""),
                        new Outcome.Denied("3", ""),
                        new Outcome.Busy("4", ""),
                        new Outcome.Unexpected("5", "", Outcome.Unexpected.AtLast.FAIL_ROW),
                        new Outcome.SignedAnew("6", ""),
                        new Outcome.Throttled("7", "", Optional.empty()),
                        new Outcome.Unavailable("8", ""),
                        new Outcome.Unknown("9", ""))
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
                        meter.answered(new Outcome.Deleted(), i * 1_000L);
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
