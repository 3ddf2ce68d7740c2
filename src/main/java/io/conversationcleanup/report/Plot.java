package io.conversationcleanup.report;

import io.conversationcleanup.ledger.TimelinePoint;
import io.conversationcleanup.report.Scales.Tick;
import io.conversationcleanup.report.Scales.TimeScale;
import io.conversationcleanup.report.Scales.ValueScale;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * A chart as SVG, built from back to front: bands for events, axes, lines. Its texts are the program's own and are not
 * escaped. Not thread-safe.
 */
final class Plot {

    static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final double LABEL_ROOM = 64;

    /** The size of a chart in CSS pixels; {@code right} is the room for labels beside the plot. Immutable. */
    record Frame(String style, int width, int height, int right, int mostPoints) {

        static final Frame WIDE = new Frame("wide-chart", 900, 230, 34, 280);
        /** For a phone, where the text of the wide chart is too small to read. */
        static final Frame NARROW = new Frame("narrow-chart", 360, 210, 30, 110);

        static final int LEFT = 48;
        static final int TOP = 10;
        private static final int BOTTOM = 24;
        private static final int LABEL_WIDTH = 74;

        double plotWidth() {
            return width - LEFT - right;
        }

        double plotHeight() {
            return height - TOP - BOTTOM;
        }

        double plotBottom() {
            return (double) height - BOTTOM;
        }

        double plotRight() {
            return (double) width - right;
        }

        int mostTimes() {
            return (int) (plotWidth() / LABEL_WIDTH);
        }

        Frame low() {
            return new Frame(style, width, height * 2 / 3, right, mostPoints);
        }
    }

    private final List<TimelinePoint> points;
    private final Frame frame;
    private final TimeScale times;
    private final StringBuilder svg = new StringBuilder();

    Plot(List<TimelinePoint> points, Frame frame) {
        this.points = points;
        this.frame = frame;
        this.times = TimeScale.of(points, Frame.LEFT, frame.plotWidth());
    }

    double x(Instant at) {
        return times.x(at);
    }

    Plot begin(String description, ValueScale values, DoubleFunction<String> label) {
        svg.append("<svg class=\"chart " + frame.style() + "\" viewBox=\"0 0 " + frame.width() + " " + frame.height()
                + "\" role=\"img\" aria-label=\"" + description + "\">\n");
        bands("slowed", "slowed down", TimelinePoint::slowed);
        bands("paused", "paused", TimelinePoint::paused);
        bands("outage", "outage", TimelinePoint::outage);
        for (Tick tick : values.ticks(label)) {
            line("grid", Frame.LEFT, tick.at(), frame.plotRight(), tick.at());
            label("axis end", Frame.LEFT - 6.0, tick.at() + 4, tick.label());
        }
        for (Tick tick : times.ticks(frame.mostTimes(), LABEL_ROOM)) {
            line("tick", tick.at(), frame.plotBottom(), tick.at(), frame.plotBottom() + 4);
            label("axis " + side(tick.at()), tick.at(), frame.plotBottom() + 17, tick.label());
        }
        for (double at : times.breaks()) {
            line("restart", at, Frame.TOP, at, frame.plotBottom());
        }
        return this;
    }

    private String side(double x) {
        return x + LABEL_ROOM / 2 > frame.width() ? "end" : "middle";
    }

    private void bands(String style, String what, Function<TimelinePoint, Duration> part) {
        for (List<TimelinePoint> together : spans(point -> !part.apply(point).isZero())) {
            Instant from = together.get(0).from();
            Instant to = together.get(together.size() - 1).to();
            double x = x(from);
            rectangle(
                    "band " + style,
                    x,
                    Frame.TOP,
                    Math.max(1.5, x(to) - x),
                    frame.plotHeight(),
                    what + " " + CLOCK.format(from) + " to " + CLOCK.format(to));
        }
    }

    private List<List<TimelinePoint>> spans(Predicate<TimelinePoint> wanted) {
        return RunHistory.spans(points, wanted, (one, next) -> !TimeScale.isBreak(one.to(), next.from()));
    }

    /** Returns steps, one per point, with a break where the time has one. */
    List<String> steps(ValueScale values, Predicate<TimelinePoint> wanted, ToDoubleFunction<TimelinePoint> value) {
        List<String> path = new ArrayList<>();
        for (List<TimelinePoint> together : spans(wanted)) {
            String command = "M" + number(x(together.get(0).from())) + ",";
            for (TimelinePoint point : together) {
                path.add(command + number(values.y(value.applyAsDouble(point))));
                path.add("H" + number(x(point.to())));
                command = "V";
            }
        }
        return path;
    }

    List<String> area(ValueScale values, ToDoubleFunction<TimelinePoint> low, ToDoubleFunction<TimelinePoint> high) {
        List<String> path = new ArrayList<>();
        for (TimelinePoint point : points) {
            double bottom = values.y(low.applyAsDouble(point));
            double top = values.y(high.applyAsDouble(point));
            if (bottom - top >= 0.05) {
                path.add("M" + number(x(point.from())) + "," + number(bottom) + "V" + number(top) + "H"
                        + number(x(point.to())) + "V" + number(bottom) + "Z");
            }
        }
        return path;
    }

    List<String> curve(ValueScale values, Predicate<TimelinePoint> wanted, ToDoubleFunction<TimelinePoint> value) {
        List<String> path = new ArrayList<>();
        for (List<TimelinePoint> together : spans(wanted)) {
            String command = "M";
            for (TimelinePoint point : together) {
                double middle = (x(point.from()) + x(point.to())) / 2;
                path.add(command + number(middle) + "," + number(values.y(value.applyAsDouble(point))));
                command = "L";
            }
            if (together.size() == 1) {
                // A line without length is invisible.
                path.add("h0.1");
            }
        }
        return path;
    }

    String end() {
        return svg.append("</svg>\n").toString();
    }

    Plot line(String style, double x1, double y1, double x2, double y2) {
        svg.append("<line class=\"").append(style).append('"');
        attribute("x1", x1).attribute("y1", y1).attribute("x2", x2).attribute("y2", y2);
        svg.append("/>\n");
        return this;
    }

    Plot rectangle(String style, double x, double y, double width, double height, String title) {
        svg.append("<rect class=\"").append(style).append('"');
        attribute("x", x).attribute("y", y).attribute("width", width).attribute("height", height);
        svg.append("><title>").append(title).append("</title></rect>\n");
        return this;
    }

    Plot label(String style, double x, double y, String label) {
        svg.append("<text class=\"").append(style).append('"');
        attribute("x", x).attribute("y", y);
        svg.append('>').append(label).append("</text>\n");
        return this;
    }

    Plot path(String style, List<String> commands) {
        if (!commands.isEmpty()) {
            svg.append("<path class=\"").append(style).append("\" d=\"");
            commands.forEach(svg::append);
            svg.append("\"/>\n");
        }
        return this;
    }

    private Plot attribute(String name, double value) {
        svg.append(' ').append(name).append("=\"").append(number(value)).append('"');
        return this;
    }

    /** SVG coordinates have one decimal. */
    private static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }
}
