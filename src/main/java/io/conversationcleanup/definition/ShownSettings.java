package io.conversationcleanup.definition;

import io.conversationcleanup.model.StopLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a job as its report shows them: by their keys, without secrets. Stateless. */
public final class ShownSettings {

    private ShownSettings() {}

    public static Map<String, String> of(JobDefinition definition, int maxInFlight) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("endpoint", endpoint(definition.endpoint()));
        definition.credentials().ifPresent(given -> {
            settings.put("credentials.app-id", Long.toString(given.appId()));
            given.admin().ifPresent(admin -> settings.put("credentials.admin", admin));
        });
        if (definition.input().acceptOddIds()) {
            settings.put("input.accept-odd-ids", "true");
        }
        definition.defaults().type().ifPresent(type -> settings.put("defaults.type", type.toString()));
        settings.put("defaults.clearRamble", definition.defaults().clearRamble() ? "1" : "0");
        settings.put(
                "limits.calls-per-second",
                definition.limits().rate().isUnlimited()
                        ? "unlimited"
                        : plain(definition.limits().rate().perSecond().getAsDouble()));
        settings.put("limits.max-in-flight", Integer.toString(maxInFlight));
        settings.put("limits.strict", Boolean.toString(definition.limits().strict()));
        settings.put("retry.max-attempts", Integer.toString(definition.retry().maxAttempts()));
        settings.put("retry.first-delay", text(definition.retry().firstDelay()));
        settings.put("retry.max-delay", text(definition.retry().maxDelay()));
        stopRules(definition.stopRules(), settings);
        settings.put("outage.give-up-after", text(definition.giveUpAfter()));
        definition
                .endpoint()
                .uri()
                .flatMap(definition.http().proxies()::proxyFor)
                .ifPresent(proxy -> settings.put("http.proxy", proxy.toString()));
        definition
                .http()
                .trust()
                .ifPresent(trust -> settings.put("http.trust", trust.path().toString()));
        return settings;
    }

    private static String endpoint(Endpoint endpoint) {
        return endpoint.uri()
                .map(uri -> endpoint.region()
                        .map(region -> region + " (" + uri.getHost() + ")")
                        .orElse(uri.toString()))
                .orElse("simulator");
    }

    private static void stopRules(StopLimits rules, Map<String, String> settings) {
        settings.put(
                "stop-rules.failed-percent",
                Double.isInfinite(rules.failedPercent()) ? "off" : plain(rules.failedPercent()));
        settings.put("stop-rules.after-rows", Integer.toString(rules.afterRows()));
        settings.put(
                "stop-rules.same-code-in-a-row",
                rules.sameCodeInARow() == 0 ? "off" : Integer.toString(rules.sameCodeInARow()));
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static String text(Duration duration) {
        if (duration.toMillis() % 1_000 != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
