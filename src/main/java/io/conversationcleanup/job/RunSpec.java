package io.conversationcleanup.job;

import io.conversationcleanup.dispatch.Lane;
import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.LiveState.RateCeiling;
import io.conversationcleanup.model.MonotonicTime;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.report.Reports;
import java.nio.file.Path;

/**
 * All parameters of a start. Immutable.
 *
 * @param stagingSettings the settings that decide how a line is read, as one text
 * @param ratePerSecond the ceiling in calls a second; infinite for none
 * @param maxInFlight the limit of noted rows without a recorded result
 */
public record RunSpec(
        RunRequest request,
        RunIdentity identity,
        String provider,
        String operation,
        RowSource input,
        ConversationRules rules,
        String stagingSettings,
        double ratePerSecond,
        int maxInFlight,
        Lane lane,
        RateCeiling rateCeiling,
        MonotonicTime time,
        Path runsDirectory,
        StartDetail detail,
        Reports reports) {

    Path directory(Run run) {
        return request.output().orElseGet(() -> runsDirectory.resolve(run.id()));
    }
}
