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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event of a run in its report; {@code style} is the CSS class of its colour. Immutable. */
record ReportEvent(Instant at, Optional<Duration> lasted, String style, String text) {

    static final int SHOWN = 80;

    /** Returns the events in order: all actions of people, and the longest outages and slow-downs. */
    static List<ReportEvent> of(RunHistory history) {
        List<ReportEvent> all = new ArrayList<>();
        RunEvent.Kind before = null;
        for (RunEvent event : history.events()) {
            all.add(of(event, before));
            before = event.kind();
        }
        Stream<ReportEvent> outages =
                spans(history.points(), "outage", TimelinePoint::outage, points -> "The provider could not be used");
        Stream<ReportEvent> slowDowns = spans(history.points(), "slowed", TimelinePoint::slowed, ReportEvent::slowed);
        return Stream.of(all.stream(), outages, slowDowns)
                .flatMap(Function.identity())
                .sorted(Comparator.comparing((ReportEvent one) -> one.lasted().orElse(Duration.ofDays(99_999)))
                        .reversed())
                .limit(SHOWN)
                .sorted(Comparator.comparing(ReportEvent::at))
                .toList();
    }

    private static ReportEvent of(RunEvent event, RunEvent.@Nullable Kind before) {
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

    private static ReportEvent moment(RunEvent event, String style, String text) {
        return new ReportEvent(event.at(), Optional.empty(), style, text);
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

    private static Stream<ReportEvent> spans(
            List<TimelinePoint> points,
            String style,
            Function<TimelinePoint, Duration> part,
            Function<List<TimelinePoint>, String> text) {
        return RunHistory.spans(
                        points,
                        point -> !part.apply(point).isZero(),
                        (one, next) -> one.to().equals(next.from()))
                .stream()
                .map(together -> {
                    TimelinePoint first = together.get(0);
                    Instant began = first.to().minus(part.apply(first));
                    Duration lasted = together.stream().map(part).reduce(Duration.ZERO, Duration::plus);
                    return new ReportEvent(began, Optional.of(lasted), style, text.apply(together));
                });
    }
}
