package io.conversationcleanup.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** Where values stand from bottom to top. Immutable. */
final class ValueScale {

    private static final int FEWEST_TICKS = 4;
    private static final double[] ROUND = {1, 2, 5};

    private final double low;
    private final double high;
    private final double top;
    private final double height;
    private final boolean logarithmic;
    private final List<Double> marks;

    private ValueScale(double low, double high, double top, double height, boolean logarithmic, List<Double> marks) {
        this.low = low;
        this.high = high;
        this.top = top;
        this.height = height;
        this.logarithmic = logarithmic;
        this.marks = List.copyOf(marks);
    }

    /** From 0 to this value, with a little room above it. */
    static ValueScale linear(double most, double top, double height) {
        double high = (most > 0 ? most : 1) * 1.12;
        double step = step(high);
        List<Double> marks = new ArrayList<>();
        for (int i = 0; i * step <= high; i++) {
            marks.add(i * step);
        }
        return new ValueScale(0, high, top, height, false, marks);
    }

    /** Between round values around these; linear if they are near to each other. */
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
        double share =
                logarithmic ? Math.log(Math.max(low, value) / low) / Math.log(high / low) : Math.max(0, value) / high;
        return top + height * (1 - Math.min(1, share));
    }

    List<Tick> ticks(DoubleFunction<String> label) {
        return marks.stream().map(mark -> new Tick(y(mark), label.apply(mark))).toList();
    }

    private static double step(double high) {
        double step = floor(high / FEWEST_TICKS);
        return step > 0 ? step : 1;
    }

    /** The largest of 1, 2, 5 times a power of ten that is not above this. */
    private static double floor(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value) + 1e-9));
        double floor = power;
        for (double round : ROUND) {
            if (round * power <= value * (1 + 1e-9)) {
                floor = round * power;
            }
        }
        return floor;
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
