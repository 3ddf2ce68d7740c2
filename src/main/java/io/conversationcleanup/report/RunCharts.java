package io.conversationcleanup.report;

import io.conversationcleanup.ledger.TimelinePoint;
import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.Traffic;
import io.conversationcleanup.report.Plot.Frame;
import io.conversationcleanup.report.Scales.TimeScale;
import io.conversationcleanup.report.Scales.ValueScale;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The charts of a run (at least one point) as SVG, each in two sizes of which the page shows one. Immutable. */
record RunCharts(List<TimelinePoint> points) {

    private static final double MILLIS = 1_000;
    private static final double[] SHARES = {0.99, 0.95, 0.5};
    private static final double LABEL_HEIGHT = 16;

    RunCharts {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to draw");
        }
        points = List.copyOf(points);
    }

    /** An answer that is no success, with its name in the charts. */
    private enum Trouble {
        REFUSED("refused", Traffic::refused),
        POSTPONED("postponed", Traffic::postponed),
        UNANSWERED("unanswered", Traffic::unanswered),
        THROTTLED("throttled", Traffic::throttled);

        private final String style;

        @SuppressWarnings("ImmutableEnumChecker") // A method of a record.
        private final ToLongFunction<Traffic> count;

        Trouble(String style, ToLongFunction<Traffic> count) {
            this.style = style;
            this.count = count;
        }
    }

    String rate() {
        return inBothSizes(this::rate);
    }

    private String rate(Frame frame, List<TimelinePoint> drawn) {
        double limit = drawn.stream()
                .mapToDouble(TimelinePoint::limitPerSecond)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double most =
                drawn.stream().mapToDouble(RunCharts::callsPerSecond).max().orElse(0);
        ValueScale values = ValueScale.linear(Math.max(limit, most), Frame.TOP, frame.plotHeight());
        Plot plot = new Plot(drawn, frame).begin("Calls per second over time, and the limit", values, RunCharts::plain);
        plot.path("calls-area", plot.area(values, point -> 0, RunCharts::callsPerSecond))
                .path("calls", plot.steps(values, point -> true, RunCharts::callsPerSecond))
                .path("lowered", plot.steps(values, point -> !point.slowed().isZero(), TimelinePoint::ratePerSecond))
                .path(
                        "limit",
                        plot.steps(
                                values,
                                point -> Double.isFinite(point.limitPerSecond()),
                                TimelinePoint::limitPerSecond));
        if (limit > 0) {
            TimelinePoint last = drawn.get(drawn.size() - 1);
            double shown = Double.isFinite(last.limitPerSecond()) ? last.limitPerSecond() : limit;
            plot.label("mark end", frame.plotRight(), values.y(shown) - 5, "limit " + plain(shown) + "/s");
        }
        tips(plot, frame, drawn);
        return plot.end();
    }

    /** The 50th, 95th and 99th percentile of the answer times. */
    String latency() {
        return inBothSizes(this::latency);
    }

    boolean hasLatencies() {
        return points.stream().anyMatch(RunCharts::isAnswered);
    }

    private String latency(Frame frame, List<TimelinePoint> drawn) {
        List<TimelinePoint> answered =
                drawn.stream().filter(RunCharts::isAnswered).toList();
        double least = answered.stream()
                .mapToDouble(point -> latency(point, 0.5))
                .min()
                .orElse(1);
        double most = answered.stream()
                .mapToDouble(point -> latency(point, 0.99))
                .max()
                .orElse(1);
        ValueScale values = ValueScale.covering(least, most, Frame.TOP, frame.plotHeight());
        Plot plot = new Plot(drawn, frame)
                .begin("How long answers took over time: 50th, 95th and 99th percentile", values, RunCharts::millis);
        TimelinePoint last = answered.get(answered.size() - 1);
        double[] labels = new double[SHARES.length];
        for (int i = 0; i < SHARES.length; i++) {
            double share = SHARES[i];
            plot.path(name(share), plot.curve(values, RunCharts::isAnswered, point -> latency(point, share)));
            labels[i] = values.y(latency(last, share)) + 4;
        }
        spread(labels, frame.plotBottom());
        for (int i = 0; i < SHARES.length; i++) {
            plot.label("mark start", plot.x(last.to()) + 5, labels[i], name(SHARES[i]));
        }
        return plot.end();
    }

    private static String name(double share) {
        return "p" + Math.round(share * 100);
    }

    /** Moves overlapping labels down, then up again from below the bottom. */
    private static void spread(double[] labels, double bottom) {
        for (int i = 1; i < labels.length; i++) {
            labels[i] = Math.max(labels[i], labels[i - 1] + LABEL_HEIGHT);
        }
        double lowest = bottom;
        for (int i = labels.length - 1; i >= 0; i--) {
            labels[i] = Math.min(labels[i], lowest);
            lowest = labels[i] - LABEL_HEIGHT;
        }
    }

    String troubles() {
        return inBothSizes(this::troubles);
    }

    boolean hasTroubles() {
        return points.stream().anyMatch(point -> troubles(point) > 0);
    }

    private String troubles(Frame frame, List<TimelinePoint> drawn) {
        Frame low = frame.low();
        double most = drawn.stream().mapToDouble(RunCharts::troubles).max().orElse(0);
        ValueScale values = ValueScale.linear(most, Frame.TOP, low.plotHeight());
        Plot plot =
                new Plot(drawn, low).begin("Answers other than success per second over time", values, RunCharts::plain);
        ToDoubleFunction<TimelinePoint> below = point -> 0;
        for (Trouble trouble : Trouble.values()) {
            ToDoubleFunction<TimelinePoint> from = below;
            ToDoubleFunction<TimelinePoint> to =
                    point -> from.applyAsDouble(point) + perSecond(trouble.count.applyAsLong(point.traffic()), point);
            plot.path(trouble.style, plot.area(values, from, to));
            below = to;
        }
        return plot.end();
    }

    List<String> shown() {
        List<String> shown = new ArrayList<>();
        for (Trouble trouble : Trouble.values()) {
            add(shown, trouble.style, point -> trouble.count.applyAsLong(point.traffic()) > 0);
        }
        add(shown, "slowed", point -> !point.slowed().isZero());
        add(shown, "paused", point -> !point.paused().isZero());
        add(shown, "outage", point -> !point.outage().isZero());
        if (!TimeScale.of(points, 0, 1).breaks().isEmpty()) {
            shown.add("restart");
        }
        return shown;
    }

    private void add(List<String> shown, String style, Predicate<TimelinePoint> holds) {
        if (points.stream().anyMatch(holds)) {
            shown.add(style);
        }
    }

    private String inBothSizes(BiFunction<Frame, List<TimelinePoint>, String> drawing) {
        return Stream.of(Frame.WIDE, Frame.NARROW)
                .map(frame -> drawing.apply(frame, TimelinePoint.thinned(points, frame.mostPoints())))
                .collect(Collectors.joining());
    }

    /** Adds each point's numbers as a tooltip, for screens with a mouse. */
    private static void tips(Plot plot, Frame frame, List<TimelinePoint> drawn) {
        if (frame.equals(Frame.NARROW)) {
            return;
        }
        for (TimelinePoint point : drawn) {
            double x = plot.x(point.from());
            plot.rectangle("tip", x, Frame.TOP, plot.x(point.to()) - x, frame.plotHeight(), tip(point));
        }
    }

    private static String tip(TimelinePoint point) {
        StringBuilder text = new StringBuilder(Plot.CLOCK.format(point.from()))
                .append(": ")
                .append(plain(callsPerSecond(point)))
                .append(" calls/s");
        if (isAnswered(point)) {
            for (double share : new double[] {0.5, 0.95, 0.99}) {
                text.append(share == 0.5 ? "; p" : ", p")
                        .append(Math.round(share * 100))
                        .append(' ')
                        .append(millis(latency(point, share)));
            }
        }
        for (Trouble trouble : Trouble.values()) {
            long count = trouble.count.applyAsLong(point.traffic());
            if (count > 0) {
                text.append("; ").append(count).append(' ').append(trouble.style);
            }
        }
        return text.toString();
    }

    private static double callsPerSecond(TimelinePoint point) {
        return perSecond(point.traffic().departed(), point);
    }

    private static double troubles(TimelinePoint point) {
        Traffic traffic = point.traffic();
        return perSecond(traffic.refused() + traffic.postponed() + traffic.unanswered() + traffic.throttled(), point);
    }

    private static double perSecond(long count, TimelinePoint point) {
        return count * MILLIS / Math.max(1, point.observed().toMillis());
    }

    private static boolean isAnswered(TimelinePoint point) {
        return !point.traffic().latencies().equals(Latencies.NONE);
    }

    private static double latency(TimelinePoint point, double share) {
        return point.traffic().latencies().percentile(share).orElse(0);
    }

    /** At most three significant digits. */
    static String plain(double value) {
        String pattern = value >= 100 ? "#,##0" : value >= 10 ? "0.#" : "0.##";
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    /** Formats a time such as {@code 20 ms} or {@code 1.5 s}. */
    static String millis(double value) {
        return value >= MILLIS ? plain(value / MILLIS) + " s" : plain(value) + " ms";
    }
}
