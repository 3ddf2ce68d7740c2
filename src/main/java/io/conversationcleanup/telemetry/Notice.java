package io.conversationcleanup.telemetry;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.definition.JobDefinition.Occasion;
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

    /** Posts the notice if the job asks for it; a failure is only a warning. */
    static void post(JobDefinition definition, int exitCode, Optional<Summary> summary, LongSupplier nanoTime) {
        definition
                .notification()
                .filter(settings -> settings.on().contains(Occasion.END) || exitCode != 0)
                .ifPresent(settings -> {
                    byte[] json = json(definition, exitCode, summary).getBytes(StandardCharsets.UTF_8);
                    try (WebClient client = new WebClient(settings.url(), definition.http(), JSON, nanoTime)) {
                        client.post(json)
                                .ifPresent(problem ->
                                        log.warn("{} could not be notified of the end: {}", settings.url(), problem));
                    }
                });
    }

    /** Chat services show the {@code text}. */
    private static String json(JobDefinition definition, int exitCode, Optional<Summary> summary) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "text",
                definition.name() + ": "
                        + summary.map(figures -> figures.status().toString()).orElse("no figures") + " (exit code "
                        + exitCode + ")"
                        + summary.map(figures -> ", " + words(figures.rows())).orElse(""));
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

    private static String words(Tally rows) {
        return Wording.count(rows.total(), "row") + ": " + Wording.count(rows.deleted()) + " deleted, "
                + Wording.count(rows.alreadyGone()) + " already gone, " + Wording.count(rows.failed()) + " failed, "
                + Wording.count(rows.retryable()) + " retryable, " + Wording.count(rows.rejected()) + " rejected, "
                + Wording.count(rows.duplicate(), "duplicate") + ", " + Wording.count(rows.pending()) + " pending";
    }
}
