package io.conversationcleanup.app;

import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A job file that is whole but for what a test changes: unlimited calls, and retries that follow at once. Immutable. */
record JobFile(Map<String, String> keys) {

    static final String SECRET_VARIABLE = "SECRET";

    /** A job of the rehearsal app at this address. */
    static JobFile at(URI endpoint) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("name", "e2e");
        keys.put("provider", "tencent");
        keys.put("operation", "delete-conversation");
        keys.put("endpoint", endpoint.toString());
        keys.put(
                "credentials",
                "{app-id: " + SimulatedApp.REHEARSAL.appId() + ", secret: \"${" + SECRET_VARIABLE + "}\"}");
        keys.put("limits", "{calls-per-second: unlimited}");
        keys.put("retry", "{first-delay: 5ms, max-delay: 20ms}");
        return new JobFile(keys);
    }

    /** The same with another value, in YAML, for this key. */
    JobFile with(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(keys);
        changed.put(key, value);
        return new JobFile(changed);
    }

    /** Writes it into this directory, in place of an earlier one. */
    Path writeTo(Path directory) {
        String yaml = keys.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        try {
            return Files.writeString(directory.resolve("job.yml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
