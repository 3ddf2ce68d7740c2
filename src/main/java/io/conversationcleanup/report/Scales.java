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
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The axes of charts. Stateless. */
final class Scales {

    private Scales() {}

    record Tick(double at, String label) {}

    /** The horizontal positions of times. Immutable. A gap replaces the time between two starts of a run. */
    record TimeScale(List<Stretch> stretches, double pixelsPerMilli) {

        private static final double BREAK_WIDTH = 14;
        private static final double MOST_FOR_BREAKS = 0.3;
        private static final Duration SHORTEST_BREAK = Duration.ofSeconds(5);
        private static final long[] STEPS = {
            1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800,
            604_800
        };

        record Stretch(Instant from, Instant to, double x) {

            long millis() {
                return Duration.between(from, to).toMillis();
            }
        }

        static TimeScale of(List<TimelinePoint> points, double left, double width) {
            List<Stretch> found = stretches(points);
            int breaks = found.size() - 1;
            double breakWidth = breaks == 0 ? 0 : Math.min(BREAK_WIDTH, width * MOST_FOR_BREAKS / breaks);
            long millis = Math.max(1, found.stream().mapToLong(Stretch::millis).sum());
            double scale = (width - breaks * breakWidth) / millis;
            List<Stretch> placed = new ArrayList<>();
            double x = left;
            for (Stretch stretch : found) {
                placed.add(new Stretch(stretch.from(), stretch.to(), x));
                x += stretch.millis() * scale + breakWidth;
            }
            return new TimeScale(placed, scale);
        }

        private static List<Stretch> stretches(List<TimelinePoint> points) {
            List<Stretch> found = new ArrayList<>();
            for (TimelinePoint point : points) {
                Stretch last = found.isEmpty() ? null : found.get(found.size() - 1);
                if (last == null || isBreak(last.to(), point.from())) {
                    found.add(new Stretch(point.from(), point.to(), 0));
                } else {
                    found.set(found.size() - 1, new Stretch(last.from(), point.to(), 0));
                }
            }
            return found;
        }

        static boolean isBreak(Instant end, Instant next) {
            return Duration.between(end, next).compareTo(SHORTEST_BREAK) >= 0;
        }

        double x(Instant at) {
            Stretch in = stretches.get(0);
            for (Stretch stretch : stretches) {
                if (!stretch.from().isAfter(at)) {
                    in = stretch;
                }
            }
            long millis = Math.min(
                    in.millis(), Math.max(0, Duration.between(in.from(), at).toMillis()));
            return in.x() + millis * pixelsPerMilli;
        }

        List<Double> breaks() {
            return IntStream.range(1, stretches.size())
                    .mapToObj(i -> (end(stretches.get(i - 1)) + stretches.get(i).x()) / 2)
                    .toList();
        }

        private double end(Stretch stretch) {
            return stretch.x() + stretch.millis() * pixelsPerMilli;
        }

        /** Returns at most this many round times in UTC, with room for their labels. */
        List<Tick> ticks(int most, double room) {
            long active = stretches.stream().mapToLong(Stretch::millis).sum() / 1_000;
            long step = LongStream.of(STEPS)
                    .filter(seconds -> active / seconds <= most)
                    .findFirst()
                    .orElse(STEPS[STEPS.length - 1]);
            DateTimeFormatter format = format(step);
            List<Tick> ticks = new ArrayList<>();
            double free = Double.NEGATIVE_INFINITY;
            for (Stretch stretch : stretches) {
                long stepMillis = step * 1_000;
                long first = -Math.floorDiv(-stretch.from().toEpochMilli(), stepMillis) * stepMillis;
                for (long millis = first; millis <= stretch.to().toEpochMilli(); millis += stepMillis) {
                    Instant at = Instant.ofEpochMilli(millis);
                    double x = x(at);
                    if (x >= free) {
                        ticks.add(new Tick(x, format.format(at)));
                        free = x + room;
                    }
                }
            }
            return ticks;
        }

        private DateTimeFormatter format(long step) {
            Instant first = stretches.get(0).from();
            Instant last = stretches.get(stretches.size() - 1).to();
            boolean oneDay = first.atOffset(ZoneOffset.UTC)
                    .toLocalDate()
                    .equals(last.atOffset(ZoneOffset.UTC).toLocalDate());
            String pattern = step % 86_400 == 0 ? "MM-dd" : oneDay ? (step < 60 ? "HH:mm:ss" : "HH:mm") : "MM-dd HH:mm";
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
        }
    }

    /** The vertical positions of values. Immutable. */
    record ValueScale(double low, double high, double top, double height, boolean logarithmic, List<Double> marks) {

        private static final int FEWEST_TICKS = 4;

        static ValueScale linear(double most, double top, double height) {
            double high = (most > 0 ? most : 1) * 1.12;
            double step = step(high);
            List<Double> marks = new ArrayList<>();
            for (int i = 0; i * step <= high; i++) {
                marks.add(i * step);
            }
            return new ValueScale(0, high, top, height, false, marks);
        }

        /** Makes a scale between round values; a linear one if they are close to each other. */
        static ValueScale covering(double least, double most, double top, double height) {
            double low = floor(least);
            double high = ceiling(most);
            if (least <= 0 || high / low <= 10) {
                return linear(most, top, height);
            }
            List<Double> marks = new ArrayList<>();
            boolean few = high / low <= 200;
            for (double mark = low; mark <= high * 1.001; mark = ceiling(mark * 1.01)) {
                if (few || isPowerOfTen(mark)) {
                    marks.add(mark);
                }
            }
            return new ValueScale(low, high, top, height, true, marks);
        }

        double y(double value) {
            double share = logarithmic
                    ? Math.log(Math.max(low, value) / low) / Math.log(high / low)
                    : Math.max(0, value) / high;
            return top + height * (1 - Math.min(1, share));
        }

        List<Tick> ticks(DoubleFunction<String> label) {
            return marks.stream()
                    .map(mark -> new Tick(y(mark), label.apply(mark)))
                    .toList();
        }

        private static double step(double high) {
            double step = floor(high / FEWEST_TICKS);
            return step > 0 ? step : 1;
        }

        /** Returns the largest of 1, 2, 5 times a power of ten up to this value. */
        private static double floor(double value) {
            double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
            double limit = value * (1 + 1e-9);
            return 5 * power <= limit ? 5 * power : 2 * power <= limit ? 2 * power : power;
        }

        private static double ceiling(double value) {
            double floor = floor(value);
            if (floor >= value * (1 - 1e-9)) {
                return floor;
            }
            double power = Math.pow(10, Math.floor(Math.log10(floor) + 1e-9));
            return Math.round(floor / power) == 2 ? 5 * power : floor * 2;
        }

        private static boolean isPowerOfTen(double value) {
            double exponent = Math.log10(value);
            return Math.abs(exponent - Math.rint(exponent)) < 1e-6;
        }
    }
}
