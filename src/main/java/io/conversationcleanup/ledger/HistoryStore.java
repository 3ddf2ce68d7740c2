package io.conversationcleanup.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How runs went over time, for reports; what is sent does not depend on it. Writing takes an {@link OwnedRun}, as in {@link RunStore}. Thread-safe; each method is one short
 * transaction, or joins the caller's. A run is named by {@link Run#number}.
 */
public interface HistoryStore {

    /** The points of a run, in order; not more than a few thousand. */
    List<TimelinePoint> points(long run);

    /** Replaces the points of a run from this moment on. */
    void keep(OwnedRun run, Instant from, List<TimelinePoint> points);

    /** Adds an event. */
    void note(OwnedRun run, RunEvent event);

    /** What happened to a run, in order. */
    List<RunEvent> events(long run);

    /** Notes with what a run is started, as an event. */
    void started(OwnedRun run, Instant at, String who, StartDetail detail);

    /** With what the run was last started; empty if that was not noted. */
    Optional<StartDetail> lastStart(long run);
}
