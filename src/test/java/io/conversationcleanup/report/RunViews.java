package io.conversationcleanup.report;

import io.conversationcleanup.lease.Lease;
import io.conversationcleanup.lease.Owner;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.LiveState;
import io.conversationcleanup.model.LiveState.RateCeiling;
import io.conversationcleanup.model.LiveState.Sending;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.model.Tally;
import io.conversationcleanup.runs.RunView;
import io.conversationcleanup.runs.RunView.Standing;
import io.conversationcleanup.runs.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Runs as they are seen from outside, for tests. */
public final class RunViews {

    private static final Instant START = Instant.parse("2026-11-20T09:30:00Z");
    static final Tally ROWS = new Tally(1_000, 600, 20, 5, 15, 10, 3, 2, 355);

    private static Summary summary(String run, RunStatus status, Tally rows, Map<String, Long> codes) {
        return new Summary(
                run,
                "users",
                "tencent",
                "delete-conversation",
                status,
                status == RunStatus.STOPPED ? Optional.of(StopCause.PERSON) : Optional.empty(),
                true,
                status == RunStatus.STOPPED ? Optional.of("stopped by bob") : Optional.empty(),
                new Summary.Input("users.csv", "ab"),
                rows,
                new CallCounts(700, 40, 2, 1, 100),
                new Summary.Rate(OptionalDouble.of(100), 87.5, 100),
                codes,
                START,
                status == RunStatus.RUNNING ? Optional.empty() : Optional.of(START.plusSeconds(90)),
                Duration.ofSeconds(8),
                new RequestedBy(Optional.of("alice"), Optional.of("GDPR-7")),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private RunViews() {}

    /** A run that goes on at this rate, 600 of its 1,000 rows deleted. */
    public static RunView live(Sending sending, @Nullable Double rate) {
        LiveState state = new LiveState(
                "deleting", 1_000, 1_000, true, 98.2, 73, rate, RateCeiling.REQUIRED, sending, null, null, null, null);
        return live(state);
    }

    /** A run that goes on and tells this. */
    public static RunView live(LiveState state) {
        Lease lease = new Lease(
                new RunIdentity("users", "lane", "ab"),
                Optional.of("users-1"),
                new Owner("t", "p", "alice", "host", "m", 7, 1),
                START,
                1,
                START,
                Duration.ZERO,
                Optional.of(state));
        return new RunView(
                summary("users-1", RunStatus.RUNNING, ROWS, Map.of("50001", 5L, "50004", 15L)),
                Standing.LIVE,
                Optional.of(lease),
                Optional.of(new Run.Paths(
                        "conversation-cleanup run a.yml", "/data/users-1", Optional.of("/jobs/a.yml"), false)));
    }

    /** A run of this name on which nobody works. */
    public static RunView atRest(String run, RunStatus status, Standing standing) {
        return new RunView(
                summary(run, status, ROWS, Map.of()),
                standing,
                Optional.empty(),
                Optional.of(new Run.Paths(
                        "conversation-cleanup run a.yml --input b.csv",
                        "/data/" + run,
                        Optional.of("/jobs/a.yml"),
                        false)));
    }
}
