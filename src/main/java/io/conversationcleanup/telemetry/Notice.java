package io.conversationcleanup.telemetry;

import io.conversationcleanup.definition.HttpSection;
import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.definition.NotifySettings;
import io.conversationcleanup.definition.WebAddress;
import io.conversationcleanup.model.Json;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.report.ReportJson;
import io.conversationcleanup.runs.Summary;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts how a run ended: counts only. Stateless, hence thread-safe. */
final class Notice {

    private static final Logger log = LoggerFactory.getLogger(Notice.class);

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=UTF-8");

    private static final List<String> FIGURES = List.of(
            "run", "status", "rows", "calls", "rate", "failuresByCode", "startedAt", "endedAt", "durationSeconds");

    private Notice() {}

    /** Posts it if this end is an occasion to; a failure is a warning. */
    static void post(JobDefinition definition, int exitCode, Optional<Summary> summary, LongSupplier nanoTime) {
        definition
                .notification()
                .filter(settings -> settings.on().contains(NotifySettings.Occasion.END) || exitCode != 0)
                .ifPresent(settings ->
                        post(settings.url(), definition.http(), text(definition, exitCode, summary), nanoTime));
    }

    /** The notice; {@code text} is what chat services show. */
    static String text(JobDefinition definition, int exitCode, Optional<Summary> summary) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("text", words(definition.name(), exitCode, summary));
        json.put("event", "end");
        json.put("job", definition.name());
        json.put("provider", definition.provider().name());
        json.put("operation", definition.operation().name());
        json.put("exitCode", exitCode);
        summary.map(ReportJson::values).ifPresent(values -> {
            values.keySet().retainAll(FIGURES);
            json.putAll(values);
        });
        return Json.MAPPER.writeValueAsString(json);
    }

    private static String words(String job, int exitCode, Optional<Summary> summary) {
        String end =
                job + ": " + summary.map(figures -> figures.status().toString()).orElse("no figures") + " (exit code "
                        + exitCode + ")";
        return summary.map(Summary::rows).map(rows -> end + ", " + words(rows)).orElse(end);
    }

    private static String words(Tally rows) {
        return Wording.count(rows.total(), "row") + ": " + Wording.count(rows.deleted()) + " deleted, "
                + Wording.count(rows.alreadyGone()) + " already gone, " + Wording.count(rows.failed()) + " failed, "
                + Wording.count(rows.retryable()) + " retryable, " + Wording.count(rows.rejected()) + " rejected, "
                + Wording.count(rows.duplicate(), "duplicate") + ", " + Wording.count(rows.pending()) + " pending";
    }

    private static void post(WebAddress address, HttpSection section, String json, LongSupplier nanoTime) {
        try (WebClient client = new WebClient(address, section, JSON, nanoTime)) {
            client.post(json.getBytes(StandardCharsets.UTF_8))
                    .ifPresent(problem -> log.warn("{} could not be notified of the end: {}", address, problem));
        }
    }
}
