package io.conversationcleanup.dispatch;

import io.conversationcleanup.dispatch.Departures.Answer;
import io.conversationcleanup.provider.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Decides whether a missing answer was the row's fault, which counts, or an outage. Not thread-safe. */
final class UndecidedRows {

    /** In this many outages a row may lose no attempt; after more, it is probably their cause. */
    private static final int MOST_OUTAGES = 3;

    private final CircuitBreaker breaker;
    private final InFlightLimit limit;
    private final Departures departures;
    private List<Answer> undecided = new ArrayList<>();

    UndecidedRows(CircuitBreaker breaker, InFlightLimit limit, Departures departures) {
        this.breaker = breaker;
        this.limit = limit;
        this.departures = departures;
    }

    void add(Answer answer) {
        undecided.add(answer);
        limit.undecided(1);
    }

    /**
     * Decides each row if its call never left, an outage followed, or a later call was answered. If no call in flight
     * can tell, suspects an outage, once for each row. Queues rows to send again.
     *
     * @param draining whether the sender has no other rows
     * @return the answers whose attempt counts
     */
    List<Answer> decide(boolean draining) {
        if (undecided.isEmpty()) {
            return List.of();
        }
        boolean nothingElse = limit.isStill() && !departures.hasQueued() && (draining || limit.isBlocked());
        List<Answer> counting = new ArrayList<>();
        List<Answer> left = new ArrayList<>();
        for (Answer answer : undecided) {
            if (answer.outcome().kind() == Outcome.Kind.UNAVAILABLE) {
                departures.queue(answer.attempt().again(answer.attempt().renewals()));
            } else if (inOutage(answer)) {
                sendAfterOutage(answer);
            } else if (breaker.hasAnsweredSince(answer.at()) || (nothingElse && mayBeTheCause(answer))) {
                counting.add(answer);
            } else if (nothingElse) {
                breaker.suspect(answer.outcome().message());
                sendAfterOutage(answer);
            } else {
                left.add(answer);
            }
        }
        limit.undecided(left.size() - undecided.size());
        undecided = left;
        return counting;
    }

    private void sendAfterOutage(Answer answer) {
        departures.queue(answer.attempt().afterOutage(breaker.latestOutage()));
    }

    private boolean inOutage(Answer answer) {
        return answer.attempt().outages() < MOST_OUTAGES && breaker.latestOutage() > answer.outagesOverAtDeparture();
    }

    private boolean mayBeTheCause(Answer answer) {
        return breaker.hasAnsweredSince(answer.departedAt())
                || answer.row().lastUnanswered()
                || answer.attempt().outages() > 0;
    }
}
