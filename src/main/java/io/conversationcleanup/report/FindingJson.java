package io.conversationcleanup.report;

import io.conversationcleanup.model.IndentedJson;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.runs.Finding;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code find --json} prints. Stateless, hence thread-safe. */
public final class FindingJson {

    private FindingJson() {}

    /** The findings as an array, in their order; what is not known is null. */
    public static String text(List<Finding> findings) {
        if (findings.isEmpty()) {
            return "[]\n";
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        findings.forEach(finding -> add(array.addObject(), finding));
        return IndentedJson.text(array);
    }

    private static void add(ObjectNode json, Finding finding) {
        json.put("run", finding.run());
        json.put("line", finding.line());
        json.put("user", finding.conversation().map(named -> named.user()).orElse(null));
        json.put("peer", finding.conversation().map(named -> named.peer()).orElse(null));
        json.put("type", finding.conversation().isPresent() ? finding.type() : null);
        json.put("outcome", finding.outcome());
        json.put("code", finding.code().isEmpty() ? null : finding.code());
        json.put("message", finding.message().isEmpty() ? null : finding.message());
        json.put("attempts", finding.attempts());
        json.put("finishedAt", finding.at().map(Wording::time).orElse(null));
        if (finding.conversation().isEmpty()) {
            json.put("original", finding.original().orElse(null));
        }
    }
}
