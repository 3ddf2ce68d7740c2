package io.conversationcleanup.report;

import io.conversationcleanup.ledger.TimelinePoint;
import io.conversationcleanup.model.Latencies;
import io.conversationcleanup.model.Traffic;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * The pictures of a run, each in two sizes of which the page shows one. Immutable, hence thread-safe.
 *
 * <p>Times are UTC. What lies behind the lines is the same in all: outages, pauses, and times in which the provider had asked
 * to slow down.
 */
public final class RunCharts {

    private static final double MILLIS = 1_000;
    private static final double[] SHARES = {0.99, 0.95, 0.5};
    private static final double LABEL_HEIGHT = 16;

    private final List<TimelinePoint> points;

    /** The pictures of these points, of which there is at least one. */
    public RunCharts(List<TimelinePoint> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to draw");
        }
        this.points = List.copyOf(points);
    }

    /** A kind of answers other than success, as the pictures name it. */
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

    /** Calls a second, and the rate that they may not exceed. */
    public String rate() {
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
        plot.svg()
                .path("calls-area", plot.area(values, point -> 0, RunCharts::callsPerSecond))
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
            plot.svg().label("mark end", frame.plotRight(), values.y(shown) - 5, "limit " + plain(shown) + "/s");
        }
        tips(plot, frame, drawn);
        return plot.svg().end();
    }

    /** How long answers took: what half of them, 95 and 99 per cent of them did not exceed. */
    public String latency() {
        return inBothSizes(this::latency);
    }

    /** Whether any answer came. */
    public boolean hasLatencies() {
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
            plot.svg().path(name(share), plot.curve(values, RunCharts::isAnswered, point -> latency(point, share)));
            labels[i] = values.y(latency(last, share)) + 4;
        }
        spread(labels, frame.plotBottom());
        for (int i = 0; i < SHARES.length; i++) {
            plot.svg().label("mark start", plot.x(last.to()) + 5, labels[i], name(SHARES[i]));
        }
        return plot.svg().end();
    }

    private static String name(double share) {
        return "p" + Math.round(share * 100);
    }

    /** Moves labels apart, from the uppermost on, that would stand on each other, and back up from below the bottom. */
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

    /** The answers other than success, a second. */
    public String troubles() {
        return inBothSizes(this::troubles);
    }

    /** Whether there was an answer other than success. */
    public boolean hasTroubles() {
        return points.stream().anyMatch(point -> troubles(point) > 0);
    }

    private String troubles(Frame frame, List<TimelinePoint> drawn) {
        Frame low = frame.withHeight(frame.height() * 2 / 3);
        double most = drawn.stream().mapToDouble(RunCharts::troubles).max().orElse(0);
        ValueScale values = ValueScale.linear(most, Frame.TOP, low.plotHeight());
        Plot plot =
                new Plot(drawn, low).begin("Answers other than success per second over time", values, RunCharts::plain);
        ToDoubleFunction<TimelinePoint> below = point -> 0;
        for (Trouble trouble : Trouble.values()) {
            ToDoubleFunction<TimelinePoint> from = below;
            ToDoubleFunction<TimelinePoint> to =
                    point -> from.applyAsDouble(point) + perSecond(trouble.count.applyAsLong(point.traffic()), point);
            plot.svg().path(trouble.style, plot.area(values, from, to));
            below = to;
        }
        return plot.svg().end();
    }

    /** What the pictures show, by the name of its style and in an order for a legend. */
    public List<String> shown() {
        List<String> shown = new ArrayList<>();
        for (Trouble trouble : Trouble.values()) {
            if (points.stream().anyMatch(point -> trouble.count.applyAsLong(point.traffic()) > 0)) {
                shown.add(trouble.style);
            }
        }
        add(shown, "slowed", point -> !point.slowed().isZero());
        add(shown, "paused", point -> !point.paused().isZero());
        add(shown, "outage", point -> !point.outage().isZero());
        if (!TimeScale.of(points, 0, 1).breaks().isEmpty()) {
            shown.add("restart");
        }
        return shown;
    }

    private void add(List<String> shown, String style, Function<TimelinePoint, Boolean> holds) {
        if (points.stream().anyMatch(holds::apply)) {
            shown.add(style);
        }
    }

    private interface Drawing {
        String of(Frame frame, List<TimelinePoint> drawn);
    }

    private String inBothSizes(Drawing drawing) {
        return drawing.of(Frame.WIDE, TimelinePoint.thinned(points, Frame.WIDE.mostPoints()))
                + drawing.of(Frame.NARROW, TimelinePoint.thinned(points, Frame.NARROW.mostPoints()));
    }

    /** The figures of each point, shown where the mouse rests; a finger has none. */
    private static void tips(Plot plot, Frame frame, List<TimelinePoint> drawn) {
        if (frame.equals(Frame.NARROW)) {
            return;
        }
        for (TimelinePoint point : drawn) {
            double x = plot.x(point.from());
            plot.svg().rectangle("tip", x, Frame.TOP, plot.x(point.to()) - x, frame.plotHeight(), tip(point));
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
        long all = 0;
        for (Trouble trouble : Trouble.values()) {
            all += trouble.count.applyAsLong(point.traffic());
        }
        return perSecond(all, point);
    }

    private static double perSecond(long count, TimelinePoint point) {
        return count * MILLIS / Math.max(1, point.observed().toMillis());
    }

    private static boolean isAnswered(TimelinePoint point) {
        return !point.traffic().latencies().equals(Latencies.NONE);
    }

    private static double latency(TimelinePoint point, double share) {
        OptionalDouble percentile = point.traffic().latencies().percentile(share);
        return percentile.orElse(0);
    }

    /** With three figures at most, and no more decimals than tell something. */
    static String plain(double value) {
        String pattern = value >= 100 ? "#,##0" : value >= 10 ? "0.#" : "0.##";
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    /** A time such as {@code 20 ms} or {@code 1.5 s}. */
    public static String millis(double value) {
        return value >= MILLIS ? plain(value / MILLIS) + " s" : plain(value) + " ms";
    }
}
