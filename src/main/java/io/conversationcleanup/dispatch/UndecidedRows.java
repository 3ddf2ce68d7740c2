package io.conversationcleanup.dispatch;

import io.conversationcleanup.dispatch.Departures.Answer;
import io.conversationcleanup.provider.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides over a sender's rows whose call got no usable answer: was it the row or the provider? In an outage the row is sent
 * again and loses no attempt; otherwise its attempt counts. Not thread-safe.
 */
final class UndecidedRows {

    /** In how many outages a row may get no answer and lose no attempt. */
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
     * Decides what is clear: the call never left, there has been an outage since, or the provider has answered a later call.
     * If no call is under way that could tell, an outage is suspected, once for each row. Queues what is sent again.
     *
     * @param draining whether the sender has no other rows to send
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

    /** A row that gets no answer in one outage after the other is more likely their cause. */
    private boolean inOutage(Answer answer) {
        return answer.attempt().outages() < MOST_OUTAGES && breaker.latestOutage() > answer.outagesOverAtDeparture();
    }

    /** A call that left after its own was answered, or it got no answer before. */
    private boolean mayBeTheCause(Answer answer) {
        return breaker.hasAnsweredSince(answer.departedAt())
                || answer.row().lastUnanswered()
                || answer.attempt().outages() > 0;
    }
}
