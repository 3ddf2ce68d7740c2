package io.conversationcleanup.telemetry;

import io.conversationcleanup.definition.HttpSection;
import io.conversationcleanup.definition.WebAddress;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes metrics by OTLP, with the headers of OpenTelemetry's environment variables. Thread-safe. */
final class MetricsPush implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MetricsPush.class);

    private final WebAddress address;
    private final HttpSection section;
    private final LongSupplier nanoTime;
    private final OtlpMeterRegistry registry;
    private @Nullable WebClient client;
    private boolean warned;

    MetricsPush(WebAddress address, HttpSection section, Duration step, LongSupplier nanoTime) {
        this.address = address;
        this.section = section;
        this.nanoTime = nanoTime;
        this.registry = OtlpMeterRegistry.builder(new Config(address, step))
                .metricsSender(request -> push(request.getHeaders(), request.getMetricsData()))
                .build();
    }

    OtlpMeterRegistry registry() {
        return registry;
    }

    private synchronized void push(Map<String, String> headers, byte[] metrics) {
        Optional<String> problem;
        try {
            if (client == null) {
                Map<String, String> all = new HashMap<>(headers);
                all.put("Content-Type", "application/x-protobuf");
                client = new WebClient(address, section, all, nanoTime);
            }
            problem = client.post(metrics);
        } catch (IllegalArgumentException unfit) {
            problem = Optional.ofNullable(unfit.getMessage());
        }
        if (problem.isPresent() && !warned) {
            warned = true;
            log.warn(
                    "The metrics could not be pushed to {}: {}; the run goes on, and so do the attempts",
                    address,
                    problem.get());
        }
    }

    @Override
    public void close() {
        registry.close();
        synchronized (this) {
            if (client != null) {
                client.close();
            }
        }
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
