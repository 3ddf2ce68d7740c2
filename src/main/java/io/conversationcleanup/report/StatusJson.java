package io.conversationcleanup.report;

import io.conversationcleanup.model.IndentedJson;
import io.conversationcleanup.runs.RunView;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs as JSON for scripts, each in the shape of {@code summary.json}; {@code now} comes after it for a run that goes on.
 * Stateless, hence thread-safe.
 */
public final class StatusJson {

    private StatusJson() {}

    /** The runs as an array, in their order. */
    public static String text(List<RunView> runs) {
        if (runs.isEmpty()) {
            return "[]\n";
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        runs.forEach(run -> array.add(tree(run)));
        return IndentedJson.text(array);
    }

    /** One run as an object, with {@code etaSeconds}, which is null if it cannot be told. */
    public static String text(RunView run) {
        ObjectNode json = tree(run);
        run.timeLeft()
                .ifPresentOrElse(
                        left -> json.put("etaSeconds", left.plusMillis(999).toSeconds()),
                        () -> json.putNull("etaSeconds"));
        return IndentedJson.text(json);
    }

    private static ObjectNode tree(RunView run) {
        ObjectNode json = SummaryJson.tree(run.summary());
        run.live()
                .ifPresent(live -> json.putObject("now")
                        .put("phase", live.phase())
                        .put("callsPerSecond", live.callsPerSecond())
                        .put("allowedPerSecond", live.ratePerSecond())
                        .put("paused", run.isPaused())
                        .put("outageSeconds", live.outageSeconds())
                        .put("outageReason", live.outageReason())
                        .put("providerPauseSeconds", live.pauseSeconds())
                        .put("waitingRows", run.rows().waiting())
                        .put("nextRetrySeconds", live.retrySeconds()));
        return json;
    }
}
