package io.conversationcleanup.report;

import io.conversationcleanup.ledger.HistoryStore.RunEvent;
import io.conversationcleanup.ledger.TimelinePoint;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something out of the ordinary in a run, as its report lists it. Immutable.
 *
 * @param at when it began
 * @param lasted how long; empty if it is of a moment
 * @param style the name of its colour
 * @param text what it was
 */
record Happening(Instant at, Optional<Duration> lasted, String style, String text) {

    /** How many are listed. */
    static final int SHOWN = 80;

    /** What happened, in order: all that people did, and the outages and slow-downs, of too many the longest. */
    static List<Happening> of(RunHistory history) {
        List<Happening> all = new ArrayList<>();
        RunEvent.Kind before = null;
        for (RunEvent event : history.events()) {
            all.add(of(event, before));
            before = event.kind();
        }
        spans(history.points(), "outage", TimelinePoint::outage, points -> "The provider could not be used", all);
        spans(history.points(), "slowed", TimelinePoint::slowed, Happening::slowed, all);
        return all.stream()
                .sorted(Comparator.comparing((Happening one) -> one.lasted().orElse(Duration.ofDays(99_999)))
                        .reversed())
                .limit(SHOWN)
                .sorted(Comparator.comparing(Happening::at))
                .toList();
    }

    private static Happening of(RunEvent event, RunEvent.@Nullable Kind before) {
        return switch (event.kind()) {
            case STARTED -> moment(event, "start", start(event, before));
            case PAUSED -> moment(event, "paused", "Paused by " + event.who());
            case RESUMED -> moment(event, "paused", "Let go on by " + event.who());
            case RATE_SET ->
                moment(
                        event,
                        "limit-set",
                        "Rate set to "
                                + (event.detail().equals("unlimited")
                                        ? "unlimited"
                                        : Wording.rate(Double.parseDouble(event.detail())) + " calls/s")
                                + " by " + event.who());
            case ENDED -> moment(event, "end", end(event.detail()));
        };
    }

    private static String start(RunEvent event, RunEvent.@Nullable Kind before) {
        if (before == null) {
            return "Started by " + event.who();
        }
        return "Started again by " + event.who()
                + (before == RunEvent.Kind.ENDED ? "" : "; the process before had ended without notice");
    }

    /** The detail begins with the name of a status. */
    private static String end(String detail) {
        for (RunStatus status : RunStatus.values()) {
            if (detail.equals(status.name()) || detail.startsWith(status + ":")) {
                return Wording.status(status) + detail.substring(status.name().length());
            }
        }
        return detail;
    }

    private static Happening moment(RunEvent event, String style, String text) {
        return new Happening(event.at(), Optional.empty(), style, text);
    }

    private static String slowed(List<TimelinePoint> points) {
        double lowest =
                points.stream().mapToDouble(TimelinePoint::ratePerSecond).min().orElse(0);
        long throttled =
                points.stream().mapToLong(point -> point.traffic().throttled()).sum();
        return "The provider asked to slow down: " + Wording.rate(Math.round(lowest * 10) / 10.0)
                + " calls/s at the lowest"
                + (throttled == 0 ? "" : ", " + Wording.count(throttled, "call") + " throttled");
    }

    /** Neighbouring points in which something lasted, as one each. */
    private static void spans(
            List<TimelinePoint> points,
            String style,
            Function<TimelinePoint, Duration> part,
            Function<List<TimelinePoint>, String> text,
            List<Happening> spans) {
        List<TimelinePoint> together = new ArrayList<>();
        for (TimelinePoint point : points) {
            boolean adjoins =
                    together.isEmpty() || together.get(together.size() - 1).to().equals(point.from());
            if (!together.isEmpty() && (!adjoins || part.apply(point).isZero())) {
                spans.add(span(together, style, part, text));
                together = new ArrayList<>();
            }
            if (!part.apply(point).isZero()) {
                together.add(point);
            }
        }
        if (!together.isEmpty()) {
            spans.add(span(together, style, part, text));
        }
    }

    private static Happening span(
            List<TimelinePoint> together,
            String style,
            Function<TimelinePoint, Duration> part,
            Function<List<TimelinePoint>, String> text) {
        TimelinePoint first = together.get(0);
        Duration lasted = together.stream().map(part).reduce(Duration.ZERO, Duration::plus);
        return new Happening(first.to().minus(part.apply(first)), Optional.of(lasted), style, text.apply(together));
    }
}
