package io.conversationcleanup.cli;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.Json;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.plan.Plan.History;
import io.conversationcleanup.plan.Plan.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A plan as JSON; scripts rely on its shape and order. Stateless. */
final class PlanJson {

    private record Rows(long total, long toSend, long rejected, long duplicate) {}

    private record Input(String file, String sha256) {}

    private record Samples(List<Sample> toSend, List<Plan.Reject> rejected) {}

    private record Sample(long line, String user, String peer, String type, boolean clearRamble) {}

    private PlanJson() {}

    static String text(Plan plan, UnaryOperator<String> command) {
        Plan.Counts counts = plan.counts();
        Target target = plan.target();
        Stream<String> unfinished = plan.unfinished().stream().map(run -> UnfinishedText.sentence(run, command));
        Map<String, Long> types = new LinkedHashMap<>();
        counts.byType().forEach((type, count) -> types.put(PlanText.type(type), count));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rows", new Rows(counts.total(), counts.toSend(), counts.rejected(), counts.duplicate()));
        json.put(
                "estimatedSeconds",
                plan.estimated().map(time -> time.plusMillis(999).toSeconds()));
        json.put("warnings", Stream.concat(unfinished, plan.warnings().stream()).toList());
        json.put("planId", plan.id());
        json.put(
                "unfinishedRuns",
                plan.unfinished().stream().map(History.Earlier::run).toList());
        json.put("job", target.job());
        json.put("provider", target.provider());
        json.put("operation", target.operation());
        json.put("app", target.app());
        json.put("endpoint", target.endpoint());
        json.put("input", new Input(plan.file(), plan.sha256()));
        json.put("types", types);
        json.put("clearRamble", counts.clearRamble());
        json.put(
                "samples",
                new Samples(plan.firstToSend().stream().map(PlanJson::sample).toList(), plan.firstRejected()));
        return Json.indented(json);
    }

    private static Sample sample(Plan.Sample row) {
        Conversation named = row.conversation();
        return new Sample(row.line(), named.user(), named.peer(), PlanText.type(named.type()), named.clearRamble());
    }
}
