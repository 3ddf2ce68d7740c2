package io.conversationcleanup.report;

import static io.conversationcleanup.report.Html.escape;

import io.conversationcleanup.ledger.TimelinePoint;
import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.Wording;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of {@code report.html} with the charts and events of a run. Stateless. */
final class HtmlOverTime {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Map<String, String> TROUBLES = Map.of(
            "refused", "refused",
            "postponed", "failed for a passing reason",
            "unanswered", "no answer",
            "throttled", "asked to slow down");
    private static final Map<String, String> BANDS =
            Map.of("slowed", "slowed down", "paused", "paused", "outage", "outage", "restart", "started again");

    private HtmlOverTime() {}

    static String of(RunHistory history) {
        return charts(history.points()) + events(ReportEvent.of(history));
    }

    private static String charts(List<TimelinePoint> points) {
        if (points.isEmpty()) {
            return "";
        }
        RunCharts charts = new RunCharts(points);
        List<String> shown = charts.shown();
        String bands = legend(shown, BANDS, "band");
        StringBuilder content =
                new StringBuilder("<p class=\"quiet\">").append(span(points)).append("</p>\n");
        content.append(figure(
                "Calls per second",
                charts.rate(),
                key("line calls", "calls made")
                        + (points.stream().allMatch(point -> Double.isInfinite(point.limitPerSecond()))
                                ? ""
                                : key("dash limit", "limit"))
                        + (shown.contains("slowed") ? key("line lowered", "rate while slowed down") : "")
                        + bands));
        if (charts.hasLatencies()) {
            content.append(figure(
                    "Time to answer",
                    charts.latency(),
                    key("line p50", "half of the answers (p50)")
                            + key("line p95", "95 % (p95)")
                            + key("line p99", "99 % (p99)")));
        }
        if (charts.hasTroubles()) {
            content.append(figure(
                    "Answers other than success, per second", charts.troubles(), legend(shown, TROUBLES, "box")));
        }
        return Html.section("Over time", content.toString());
    }

    private static String span(List<TimelinePoint> points) {
        Instant from = points.get(0).from();
        Instant to = points.get(points.size() - 1).to();
        String days =
                DAY.format(from).equals(DAY.format(to)) ? DAY.format(from) : DAY.format(from) + " to " + DAY.format(to);
        Latencies all =
                points.stream().map(point -> point.traffic().latencies()).reduce(Latencies.NONE, Latencies::plus);
        return days + ", times in UTC."
                + (all.total() == 0
                        ? ""
                        : " Over the whole run half of the answers came within " + within(all, 0.5) + ", 95 % within "
                                + within(all, 0.95) + ", 99 % within " + within(all, 0.99) + ".");
    }

    private static String within(Latencies all, double share) {
        return RunCharts.millis(all.percentile(share).orElse(0));
    }

    private static String figure(String title, String pictures, String legend) {
        return """
                <figure>
                <figcaption>%s</figcaption>
                %s<ul class="legend">%s</ul>
                </figure>
                """.formatted(title, pictures, legend);
    }

    private static String legend(List<String> shown, Map<String, String> names, String kind) {
        return shown.stream()
                .filter(names::containsKey)
                .map(style -> key(kind + " " + style, names.getOrDefault(style, style)))
                .collect(Collectors.joining());
    }

    private static String key(String style, String name) {
        return "<li><i class=\"key %s\"></i>%s</li>".formatted(style, name);
    }

    private static String events(List<ReportEvent> events) {
        if (events.isEmpty()) {
            return "";
        }
        String lines = events.stream().map(HtmlOverTime::line).collect(Collectors.joining());
        String all = events.size() < ReportEvent.SHOWN ? "" : "<p class=\"quiet\">Only the longest are listed.</p>\n";
        return Html.section(
                "What happened", Html.table("events", List.of("When (UTC)", "What", "How long"), lines) + all);
    }

    private static String line(ReportEvent event) {
        return "<tr>"
                + Html.markupCell("When", "<span>" + SECOND.format(event.at()) + "</span>")
                + Html.markupCell(
                        "What",
                        "<span><i class=\"key mark-" + event.style() + "\"></i><bdi>" + escape(event.text())
                                + "</bdi></span>")
                + Html.cell("How long", event.lasted().map(Wording::duration).orElse(""))
                + "</tr>\n";
    }
}
