package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.conversationcleanup.definition.JobDefinition.Limits;
import io.conversationcleanup.golden.Golden;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallRateTest extends JobFileFixture {

    private static final String LOOPBACK = requiredBut("endpoint", "endpoint: http://127.0.0.1:8080");

    private static String rate(String text) {
        return "limits: {calls-per-second: " + text + "}";
    }

    @ParameterizedTest
    @CsvSource({"tencent, singapore, 160", "zego, unified, 16"})
    void theDefaultIsFourFifthsOfTheDocumentedQuota(String provider, String region, double expected) {
        assertThat(read(REQUIRED.replace("tencent", provider).replace("singapore", region))
                        .limits()
                        .rate())
                .isEqualTo(CallRate.of(expected));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "19.8, 19.8", "0.001, 0.001", "1000000, 1000000"})
    void aRateIsANumber(String text, double expected) {
        assertThat(read(REQUIRED + rate(text)).limits().rate()).isEqualTo(CallRate.of(expected));
    }

    @Test
    void anythingElseIsNoRate() {
        List<String> texts =
                List.of("0", "0.0", "-1", "0.0009", "1000001", "1e3", "NaN", ".inf", "160/s", "Unlimited", "1.");

        mustBeRefusedAs("job-file/rate.txt", texts.stream().map(text -> REQUIRED + rate(text)));
        Golden.check(
                "job-file/rate-option.txt",
                texts.stream().map(CallRateTest.this::refusedOption).toList());
    }

    private String refusedOption(String rate) {
        JobDefinition job = read(REQUIRED);
        return assertThatExceptionOfType(JobFileException.class)
                .isThrownBy(() -> job.withRate(rate))
                .actual()
                .getMessage();
    }

    @Test
    void unlimitedIsForThisMachineAlone() {
        assertThat(read(LOOPBACK + rate("unlimited")).limits().rate().isUnlimited())
                .isTrue();
        assertThat(read(requiredBut("endpoint", "endpoint: simulator") + rate("unlimited"))
                        .limits()
                        .rate()
                        .perSecond())
                .isEmpty();
        mustBeRefusedAs("job-file/rate-unlimited.txt", Stream.of(REQUIRED + rate("unlimited")));
        Golden.check("job-file/rate-option-unlimited.txt", refusedOption("unlimited"));
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "200.5, 1", "unlimited, 0"})
    void aRateAboveTheDocumentedQuotaIsWarnedOfAndObeyed(String text, int warnings) {
        JobDefinition job = read(LOOPBACK + rate(text));

        assertThat(job.warnings()).hasSize(warnings);
    }

    @Test
    void theWarningNamesRateAndQuota() {
        JobDefinition job = read(REQUIRED + rate("250"));

        assertThat(job.limits().rate()).isEqualTo(CallRate.of(250));
        Golden.check("job-file/warning-rate-above-the-quota.txt", job.warnings());
    }

    @Test
    void anOverridingRateReplacesRateAndWarningAndNothingElse() {
        JobDefinition fast = read(REQUIRED + "limits: {calls-per-second: 250, max-in-flight: 8, strict: true}");

        JobDefinition slow = fast.withRate("12.5");

        assertThat(slow.limits())
                .isEqualTo(new Limits(CallRate.of(12.5), fast.limits().maxInFlight(), true));
        assertThat(slow.warnings()).isEmpty();
        assertThat(slow.withRate("250")).isEqualTo(fast);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void noOtherRateCanBeMade(double perSecond) {
        assertThatThrownBy(() -> CallRate.of(perSecond)).isInstanceOf(IllegalArgumentException.class);
    }
}
