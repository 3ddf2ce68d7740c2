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
 * All that a start of a run needs. Immutable.
 *
 * @param request what the person asks for
 * @param identity which run it is
 * @param provider the provider's name
 * @param operation the operation's name
 * @param input where the rows come from
 * @param rules what the operation accepts as a conversation
 * @param stagingSettings what decides the meaning of a line, as one text
 * @param ratePerSecond the ceiling in calls a second; infinite if unlimited
 * @param maxInFlight the most rows whose call has begun and whose outcome is not yet recorded
 * @param lane where rows are sent
 * @param rateCeiling whether the rate may be set to unlimited while the run goes on
 * @param time the time in which durations are measured and waits pass
 * @param runsDirectory holds a directory for each run, unless the request names one
 * @param detail with what it is started, for the report
 * @param reports writes the reports
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

    /** Where the reports of a run go. */
    Path directory(Run run) {
        return request.output().orElseGet(() -> runsDirectory.resolve(run.id()));
    }
}
