package io.conversationcleanup.cli;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.IndentedJson;
import io.conversationcleanup.plan.Plan;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A plan as JSON, in the shape and order that scripts rely on. Stateless, hence thread-safe. */
final class PlanJson {

    private PlanJson() {}

    static String text(Plan plan, UnaryOperator<String> command) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Plan.Counts counts = plan.counts();
        json.putObject("rows")
                .put("total", counts.total())
                .put("toSend", counts.toSend())
                .put("rejected", counts.rejected())
                .put("duplicate", counts.duplicate());
        plan.estimated()
                .ifPresentOrElse(
                        time -> json.put(
                                "estimatedSeconds", time.plusMillis(999).toSeconds()),
                        () -> json.putNull("estimatedSeconds"));
        ArrayNode warnings = json.putArray("warnings");
        plan.unfinished().forEach(run -> warnings.add(UnfinishedText.sentence(run, command)));
        plan.warnings().forEach(warnings::add);
        json.put("planId", plan.id());
        ArrayNode unfinished = json.putArray("unfinishedRuns");
        plan.unfinished().forEach(run -> unfinished.add(run.run()));
        json.put("job", plan.target().job());
        json.put("provider", plan.target().provider());
        json.put("operation", plan.target().operation());
        json.put("app", plan.target().app());
        json.put("endpoint", plan.target().endpoint());
        json.putObject("input").put("file", plan.file()).put("sha256", plan.sha256());
        ObjectNode types = json.putObject("types");
        counts.byType().forEach((type, count) -> types.put(PlanText.type(type), count));
        json.put("clearRamble", counts.clearRamble());
        addSamples(json.putObject("samples"), plan);
        return IndentedJson.text(json);
    }

    private static void addSamples(ObjectNode samples, Plan plan) {
        ArrayNode toSend = samples.putArray("toSend");
        plan.firstToSend().forEach(row -> {
            Conversation conversation = row.conversation();
            toSend.addObject()
                    .put("line", row.line())
                    .put("user", conversation.user())
                    .put("peer", conversation.peer())
                    .put("type", PlanText.type(conversation.type()))
                    .put("clearRamble", conversation.clearRamble());
        });
        ArrayNode rejected = samples.putArray("rejected");
        plan.firstRejected()
                .forEach(row -> rejected.addObject().put("line", row.line()).put("reason", row.reason()));
    }
}
