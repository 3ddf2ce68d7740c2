package io.conversationcleanup.report;

import io.conversationcleanup.ledger.TimelinePoint;
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

/** What the pictures of one run have in common: the axes, and what happened behind the lines. Not thread-safe. */
final class Plot {

    static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final double LABEL_ROOM = 64;

    private final List<TimelinePoint> points;
    private final Frame frame;
    private final TimeScale times;
    private final Svg svg = new Svg();

    /** A picture of these points, of which there is at least one. */
    Plot(List<TimelinePoint> points, Frame frame) {
        this.points = points;
        this.frame = frame;
        this.times = TimeScale.of(points, Frame.LEFT, frame.plotWidth());
    }

    Svg svg() {
        return svg;
    }

    double x(Instant at) {
        return times.x(at);
    }

    /** Begins with what lies behind the lines. */
    Plot begin(String description, ValueScale values, DoubleFunction<String> label) {
        svg.begin(frame, description);
        bands("slowed", "slowed down", TimelinePoint::slowed);
        bands("paused", "paused", TimelinePoint::paused);
        bands("outage", "outage", TimelinePoint::outage);
        for (Tick tick : values.ticks(label)) {
            svg.line("grid", Frame.LEFT, tick.at(), frame.plotRight(), tick.at());
            svg.label("axis end", Frame.LEFT - 6.0, tick.at() + 4, tick.label());
        }
        for (Tick tick : times.ticks(frame.mostTimes(), LABEL_ROOM)) {
            svg.line("tick", tick.at(), frame.plotBottom(), tick.at(), frame.plotBottom() + 4);
            svg.label("axis " + side(tick.at()), tick.at(), frame.plotBottom() + 17, tick.label());
        }
        for (double at : times.breaks()) {
            svg.line("restart", at, Frame.TOP, at, frame.plotBottom());
        }
        return this;
    }

    /** A label at the edge stands inside of the picture. */
    private String side(double x) {
        return x + LABEL_ROOM / 2 > frame.width() ? "end" : "middle";
    }

    private void bands(String style, String what, Function<TimelinePoint, Duration> part) {
        for (List<TimelinePoint> together : runs(point -> !part.apply(point).isZero())) {
            Instant from = together.get(0).from();
            Instant to = together.get(together.size() - 1).to();
            double x = x(from);
            svg.rectangle(
                    "band " + style,
                    x,
                    Frame.TOP,
                    Math.max(1.5, x(to) - x),
                    frame.plotHeight(),
                    what + " " + CLOCK.format(from) + " to " + CLOCK.format(to));
        }
    }

    /** The points that hold, neighbours together. */
    private List<List<TimelinePoint>> runs(Predicate<TimelinePoint> wanted) {
        List<List<TimelinePoint>> runs = new ArrayList<>();
        TimelinePoint before = null;
        for (TimelinePoint point : points) {
            if (wanted.test(point)) {
                if (before == null || TimeScale.isBreak(before.to(), point.from())) {
                    runs.add(new ArrayList<>());
                }
                runs.get(runs.size() - 1).add(point);
                before = point;
            } else {
                before = null;
            }
        }
        return runs;
    }

    /** Steps, one for each point, broken where the time is. */
    List<String> steps(ValueScale values, Predicate<TimelinePoint> wanted, ToDoubleFunction<TimelinePoint> value) {
        List<String> path = new ArrayList<>();
        for (List<TimelinePoint> together : runs(wanted)) {
            String command = "M" + Svg.number(x(together.get(0).from())) + ",";
            for (TimelinePoint point : together) {
                path.add(command + Svg.number(values.y(value.applyAsDouble(point))));
                path.add("H" + Svg.number(x(point.to())));
                command = "V";
            }
        }
        return path;
    }

    /** The area under the steps. */
    List<String> area(ValueScale values, ToDoubleFunction<TimelinePoint> low, ToDoubleFunction<TimelinePoint> high) {
        List<String> path = new ArrayList<>();
        for (TimelinePoint point : points) {
            double bottom = values.y(low.applyAsDouble(point));
            double top = values.y(high.applyAsDouble(point));
            if (bottom - top >= 0.05) {
                path.add("M" + Svg.number(x(point.from())) + "," + Svg.number(bottom) + "V" + Svg.number(top) + "H"
                        + Svg.number(x(point.to())) + "V" + Svg.number(bottom) + "Z");
            }
        }
        return path;
    }

    /** A line from middle to middle. */
    List<String> curve(ValueScale values, Predicate<TimelinePoint> wanted, ToDoubleFunction<TimelinePoint> value) {
        List<String> path = new ArrayList<>();
        for (List<TimelinePoint> together : runs(wanted)) {
            String command = "M";
            for (TimelinePoint point : together) {
                double middle = (x(point.from()) + x(point.to())) / 2;
                path.add(command + Svg.number(middle) + "," + Svg.number(values.y(value.applyAsDouble(point))));
                command = "L";
            }
            if (together.size() == 1) {
                // A line needs two ends to be seen.
                path.add("h0.1");
            }
        }
        return path;
    }
}
