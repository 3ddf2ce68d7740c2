package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.conversationcleanup.simulator.Faults.FaultShare;
import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.SimulatorSettings.Latency;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulatorSettingsTest {

    private static final SimulatorSettings DEFAULT = SimulatorSettings.DEFAULT;

    @Test
    void eachPartCanBeReplaced() {
        SimulatedApp app = new SimulatedApp(7, "root", "key");
        Latency latency = new Latency(Duration.ofMillis(20), Duration.ofMillis(2));
        List<FaultShare> shares = List.of(FaultShare.parse("3%:50004"));
        List<ScriptedFault> scripted = List.of(ScriptedFault.parse("ann:hang"));

        assertThat(DEFAULT.withApp(app)
                        .withLatency(latency)
                        .withCallsPerSecond(200)
                        .withFaultShares(shares)
                        .withScriptedFaults(scripted)
                        .withMissingUsers(Set.of("gone"))
                        .withSignatureLife(Duration.ofSeconds(2))
                        .withRecordedCalls(9))
                .isEqualTo(new SimulatorSettings(
                        app,
                        Optional.of(Duration.ofSeconds(2)),
                        latency,
                        OptionalInt.of(200),
                        new Faults(shares, scripted, Set.of("gone")),
                        9));
    }

    @Test
    void showNoSecret() {
        SimulatedApp app = new SimulatedApp(7, "root", "do-not-show");

        assertThat(DEFAULT.withApp(app).toString())
                .contains("SimulatedApp[appId=7, admin=root, secret=***]")
                .doesNotContain("do-not-show");
    }

    @Test
    void sharesMayAddUpToAllCallsButNotToMore() {
        List<FaultShare> all =
                List.of(FaultShare.parse("70%:502"), FaultShare.parse("20%:hang"), FaultShare.parse("10%:reset"));
        assertThat(DEFAULT.withFaultShares(all).faults().shares()).isEqualTo(all);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        DEFAULT.withFaultShares(List.of(FaultShare.parse("60%:502"), FaultShare.parse("40.1%:hang"))))
                .withMessage("the shares of faults add up to more than 100 %");
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULT.withCallsPerSecond(0))
                .withMessage("a quota of 0 calls per second lets no call through");
        assertThatIllegalArgumentException().isThrownBy(() -> new SimulatedApp(0, "root", "key"));
        assertThatIllegalArgumentException().isThrownBy(() -> new SimulatedApp(4_294_967_296L, "administrator", "key"));
        assertThatIllegalArgumentException().isThrownBy(() -> new SimulatedApp(1, "administrator", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULT.withSignatureLife(Duration.ofMillis(999)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Latency(Duration.ofMillis(2), Duration.ofMillis(3)))
                .withMessage("a latency of 2 ms ± 3 ms is impossible: both must be at least 0 and the jitter at most"
                        + " the mean");
    }

    @Test
    void latencyIsSpreadOverTheMeanPlusAndMinusTheJitter() {
        Latency latency = new Latency(Duration.ofMillis(20), Duration.ofMillis(5));
        Random random = new Random(1);

        long[] drawn = LongStream.generate(() -> latency.drawNanos(random))
                .limit(10_000)
                .toArray();

        assertThat(LongStream.of(drawn).min().orElseThrow()).isBetween(15_000_000L, 15_100_000L);
        assertThat(LongStream.of(drawn).max().orElseThrow()).isBetween(24_900_000L, 25_000_000L);
        assertThat(LongStream.of(drawn).average().orElseThrow()).isBetween(19_900_000.0, 20_100_000.0);
    }
}
