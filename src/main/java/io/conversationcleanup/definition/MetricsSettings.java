package io.conversationcleanup.definition;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where figures of a run go while it goes on. Immutable.
 *
 * @param file where they are written as Prometheus text
 * @param otlpUrl where they are pushed to by OTLP over HTTP
 */
public record MetricsSettings(Optional<Path> file, Optional<WebAddress> otlpUrl) {}
