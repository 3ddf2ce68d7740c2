package io.conversationcleanup.report;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.Json;
import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.runs.Finding;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.runs.Summary;
import io.conversationcleanup.runs.Summary.Rerun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs and findings as JSON in the shape and order that scripts rely on, except {@code outstanding}, {@code reason},
 * {@code askedBy}, {@code rerunOf} and {@code reruns}. An empty value is null. Stateless.
 */
public final class ReportJson {

    private record Calls(long total, long retries, long throttled, long inDoubt) {}

    private record Rate(@Nullable Number limitPerSecond, double meanPerSecond, int maxInAnySecond) {}

    private ReportJson() {}

    static String summary(Summary summary) {
        return Json.indented(values(summary));
    }

    /** Returns the values of {@code summary.json} in a map that callers may change. */
    public static Map<String, Object> values(Summary summary) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", summary.run());
        json.put("job", summary.job());
        json.put("provider", summary.provider());
        json.put("operation", summary.operation());
        json.put("status", summary.status());
        json.put("input", summary.input());
        json.put("rows", rows(summary.rows()));
        json.put(
                "calls",
                new Calls(
                        summary.calls().total(),
                        summary.calls().retries(),
                        summary.calls().throttled(),
                        summary.calls().inDoubt()));
        json.put("rate", rate(summary.rate()));
        json.put("failuresByCode", summary.failuresByCode());
        json.put("startedAt", Wording.time(summary.startedAt()));
        json.put("endedAt", summary.endedAt().map(Wording::time));
        json.put("durationSeconds", summary.duration().toMillis() / 1000.0);
        json.put("outstanding", summary.rows().outstanding());
        json.put("reason", summary.reason());
        json.put("askedBy", summary.requestedBy());
        json.put("rerunOf", summary.rerunOf());
        json.put("reruns", summary.reruns().stream().map(Rerun::run).toList());
        json.put("unfinishedRuns", summary.unfinishedRuns());
        return json;
    }

    private static Map<String, Long> rows(Tally rows) {
        Map<String, Long> json = new LinkedHashMap<>();
        json.put("total", rows.total());
        json.put("deleted", rows.deleted());
        json.put("alreadyGone", rows.alreadyGone());
        json.put("failed", rows.failed());
        json.put("retryable", rows.retryable());
        json.put("rejected", rows.rejected());
        json.put("duplicate", rows.duplicate());
        json.put("pending", rows.pending());
        return json;
    }

    /** A whole limit has no fraction. */
    private static Rate rate(Summary.Rate rate) {
        Number limit = null;
        if (rate.limitPerSecond().isPresent()) {
            double exact = rate.limitPerSecond().getAsDouble();
            limit = exact == Math.rint(exact) ? (Number) (long) exact : (Number) exact;
        }
        return new Rate(limit, rate.meanPerSecond(), rate.maxInAnySecond());
    }

    /** Formats the list of {@code status --json}; a run that a process works on has {@code now} too. */
    public static String runs(List<RunView> runs) {
        return array(runs.stream().map(ReportJson::values).toList());
    }

    public static String run(RunView run) {
        Map<String, Object> json = values(run);
        json.put("etaSeconds", run.timeLeft().map(left -> left.plusMillis(999).toSeconds()));
        return Json.indented(json);
    }

    private static Map<String, Object> values(RunView run) {
        Map<String, Object> json = values(run.summary());
        run.live().ifPresent(live -> json.put("now", now(run, live)));
        return json;
    }

    private static Map<String, @Nullable Object> now(RunView run, LiveState live) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("phase", live.phase());
        json.put("callsPerSecond", live.callsPerSecond());
        json.put("allowedPerSecond", live.ratePerSecond());
        json.put("paused", run.isPaused());
        json.put("outageSeconds", live.outageSeconds());
        json.put("outageReason", live.outageReason());
        json.put("providerPauseSeconds", live.pauseSeconds());
        json.put("waitingRows", run.rows().waiting());
        json.put("nextRetrySeconds", live.retrySeconds());
        return json;
    }

    public static String findings(List<Finding> findings) {
        return array(findings.stream().map(ReportJson::values).toList());
    }

    private static Map<String, Object> values(Finding finding) {
        Optional<Conversation> conversation = finding.conversation();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", finding.run());
        json.put("line", finding.line());
        json.put("user", conversation.map(Conversation::user));
        json.put("peer", conversation.map(Conversation::peer));
        json.put("type", known(finding.type()));
        json.put("outcome", finding.outcome());
        json.put("code", known(finding.code()));
        json.put("message", known(finding.message()));
        json.put("attempts", finding.attempts());
        json.put("finishedAt", finding.at().map(Wording::time));
        if (conversation.isEmpty()) {
            json.put("original", finding.original());
        }
        return json;
    }

    private static Optional<String> known(String text) {
        return Optional.of(text).filter(present -> !present.isEmpty());
    }

    private static String array(List<?> values) {
        return values.isEmpty() ? "[]\n" : Json.indented(values);
    }
}
