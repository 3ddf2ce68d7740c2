package io.conversationcleanup.telemetry;

import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.definition.NotifySettings;
import io.conversationcleanup.definition.ProxyRule;
import io.conversationcleanup.definition.WebAddress;
import io.conversationcleanup.ledger.Tally;
import io.conversationcleanup.report.Summary;
import io.conversationcleanup.report.SummaryJson;
import io.conversationcleanup.report.Wording;
import io.micrometer.core.ipc.http.HttpSender;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Posts how a run ended: counts only. Stateless, hence thread-safe. */
final class Notice {

    private static final Logger log = LoggerFactory.getLogger(Notice.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Notice() {}

    /** Posts it if this end is an occasion to; a failure is a warning. */
    static void post(JobDefinition definition, int exitCode, Optional<Summary> summary) {
        definition
                .notification()
                .filter(settings -> settings.on().contains(NotifySettings.Occasion.END) || exitCode != 0)
                .ifPresent(settings ->
                        post(settings.url(), definition.http().proxies(), text(definition, exitCode, summary)));
    }

    /** The notice; {@code text} is what chat services show. */
    static String text(JobDefinition definition, int exitCode, Optional<Summary> summary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("text", words(definition.name(), exitCode, summary));
        json.put("event", "end");
        json.put("job", definition.name());
        json.put("provider", definition.provider().name());
        json.put("operation", definition.operation().name());
        json.put("exitCode", exitCode);
        summary.ifPresent(figures -> json.setAll(SummaryJson.tree(figures)
                .retain(
                        "run",
                        "status",
                        "rows",
                        "calls",
                        "rate",
                        "failuresByCode",
                        "startedAt",
                        "endedAt",
                        "durationSeconds")));
        return json.toString();
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

    private static void post(WebAddress address, ProxyRule proxies, String json) {
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> send(address, proxies, json));
        try {
            int code = status.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (code / 100 != 2) {
                warn(address, "it answered " + code);
            }
        } catch (TimeoutException e) {
            warn(address, "no answer within " + TIMEOUT.toSeconds() + " s");
        } catch (ExecutionException e) {
            warn(address, reason(e.getCause() == null ? e : e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int send(WebAddress address, ProxyRule proxies, String json) {
        HttpSender http = Senders.to(address, proxies, TIMEOUT, TIMEOUT);
        try {
            return http.post(address.uri().toString())
                    .withJsonContent(json)
                    .send()
                    .code();
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(reason(e), e);
        }
    }

    private static void warn(WebAddress address, String reason) {
        log.warn("{} could not be notified of the end: {}", address, reason);
    }

    /** What went wrong without the address, of which messages may show more than is fit to be seen. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        return cause.getMessage() == null || message.contains("://")
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
