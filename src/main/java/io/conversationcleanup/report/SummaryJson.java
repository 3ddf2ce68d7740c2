package io.conversationcleanup.report;

import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.IndentedJson;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.runs.Summary;
import io.conversationcleanup.runs.Summary.Rate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A summary as JSON, in the shape and order that scripts rely on; {@code outstanding}, {@code reason}, {@code askedBy},
 * {@code rerunOf} and {@code reruns} are not promised to them. Stateless, hence thread-safe.
 */
public final class SummaryJson {

    private SummaryJson() {}

    /** The summary as a tree of its own, to which more may be added. */
    public static ObjectNode tree(Summary summary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("run", summary.run());
        json.put("job", summary.job());
        json.put("provider", summary.provider());
        json.put("operation", summary.operation());
        json.put("status", summary.status().name());
        json.putObject("input")
                .put("file", summary.input().file())
                .put("sha256", summary.input().sha256());
        putRows(json.putObject("rows"), summary.rows());
        putCalls(json.putObject("calls"), summary.calls());
        putRate(json.putObject("rate"), summary.rate());
        ObjectNode codes = json.putObject("failuresByCode");
        summary.failuresByCode().forEach((code, count) -> codes.put(code, count));
        json.put("startedAt", Wording.time(summary.startedAt()));
        json.put("endedAt", summary.endedAt().map(Wording::time).orElse(null));
        json.put("durationSeconds", summary.duration().toMillis() / 1000.0);
        json.put("outstanding", summary.rows().outstanding());
        json.put("reason", summary.reason().orElse(null));
        json.putObject("askedBy")
                .put("user", summary.requestedBy().user().orElse(null))
                .put("reason", summary.requestedBy().reason().orElse(null));
        json.put("rerunOf", summary.rerunOf().orElse(null));
        ArrayNode reruns = json.putArray("reruns");
        summary.reruns().forEach(rerun -> reruns.add(rerun.run()));
        ArrayNode unfinished = json.putArray("unfinishedRuns");
        summary.unfinishedRuns().forEach(unfinished::add);
        return json;
    }

    /** The summary as indented text. */
    public static String text(Summary summary) {
        return IndentedJson.text(tree(summary));
    }

    private static void putRows(ObjectNode json, Tally rows) {
        json.put("total", rows.total());
        json.put("deleted", rows.deleted());
        json.put("alreadyGone", rows.alreadyGone());
        json.put("failed", rows.failed());
        json.put("retryable", rows.retryable());
        json.put("rejected", rows.rejected());
        json.put("duplicate", rows.duplicate());
        json.put("pending", rows.pending());
    }

    private static void putCalls(ObjectNode json, CallCounts calls) {
        json.put("total", calls.total());
        json.put("retries", calls.retries());
        json.put("throttled", calls.throttled());
        json.put("inDoubt", calls.inDoubt());
    }

    private static void putRate(ObjectNode json, Rate rate) {
        if (rate.limitPerSecond().isEmpty()) {
            json.putNull("limitPerSecond");
        } else {
            double limit = rate.limitPerSecond().getAsDouble();
            if (limit == Math.rint(limit)) {
                json.put("limitPerSecond", (long) limit);
            } else {
                json.put("limitPerSecond", limit);
            }
        }
        json.put("meanPerSecond", rate.meanPerSecond());
        json.put("maxInAnySecond", rate.maxInAnySecond());
    }
}
