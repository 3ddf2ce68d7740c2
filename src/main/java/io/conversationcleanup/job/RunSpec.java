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
import java.util.Optional;

/**
 * All that a start of a run needs. Immutable.
 *
 * @param identity which run it is
 * @param choice whether a run of this identity that exists is taken up again
 * @param resumed the name of the run of this identity that is meant; empty for the latest
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
 * @param confirmation asked before the first call
 * @param output where the reports go; empty for a directory of the run's own below {@code runsDirectory}
 * @param runsDirectory holds a directory for each run
 * @param detail with what it is started, for the report
 * @param reports writes the reports
 * @param start how a person has started it
 */
public record RunSpec(
        RunIdentity identity,
        Choice choice,
        Optional<String> resumed,
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
        Confirmation confirmation,
        Optional<Path> output,
        Path runsDirectory,
        StartDetail detail,
        Reports reports,
        Start start) {

    /** Which run of an identity is meant. */
    public enum Choice {
        /** The latest, if there is one: it is resumed, or there is nothing left to do. */
        LATEST,
        /** A new one. */
        FRESH
    }

    /** Where the reports of a run go. */
    Path directory(Run run) {
        return output.orElseGet(() -> runsDirectory.resolve(run.id()));
    }
}
