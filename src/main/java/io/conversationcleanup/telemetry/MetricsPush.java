package io.conversationcleanup.telemetry;

import io.conversationcleanup.definition.ProxyRule;
import io.conversationcleanup.definition.WebAddress;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes metrics by OTLP. Headers come from the variables that OpenTelemetry names. Stateless, hence thread-safe. */
final class MetricsPush {

    private static final Logger log = LoggerFactory.getLogger(MetricsPush.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

    private MetricsPush() {}

    /** A registry that pushes this often, and once more when it is closed. */
    static OtlpMeterRegistry to(WebAddress address, ProxyRule proxies, Duration step) {
        OtlpMetricsSender http = new OtlpHttpMetricsSender(Senders.to(address, proxies, CONNECT_TIMEOUT, READ_TIMEOUT));
        AtomicBoolean told = new AtomicBoolean();
        return OtlpMeterRegistry.builder(new Config(address, step))
                .metricsSender(request -> {
                    try {
                        http.send(request);
                    } catch (Exception e) {
                        log.debug("The metrics could not be pushed", e);
                        if (!told.getAndSet(true)) {
                            log.warn(
                                    "The metrics could not be pushed to {}: {}; the run goes on, and so do the attempts",
                                    address,
                                    Notice.reason(e));
                        }
                    }
                })
                .build();
    }

    private record Config(WebAddress address, Duration step) implements OtlpConfig {

        @Override
        public @Nullable String get(String key) {
            return null;
        }

        @Override
        public String url() {
            return address.uri().toString();
        }

        @Override
        public Map<String, String> resourceAttributes() {
            Map<String, String> attributes = new HashMap<>(OtlpConfig.super.resourceAttributes());
            attributes.putIfAbsent("service.name", "conversation-cleanup");
            return attributes;
        }
    }
}
