package io.conversationcleanup.report;

/**
 * The room of a picture, in its own units, which are CSS pixels when it is shown at its full width. Immutable.
 *
 * @param style the name of the size, a CSS class
 * @param width of the whole picture
 * @param height of the whole picture
 * @param right the room for labels to the right of the plot
 * @param mostPoints how many points are drawn at most
 */
record Frame(String style, int width, int height, int right, int mostPoints) {

    /** For a page on a screen or on paper. */
    static final Frame WIDE = new Frame("wide-chart", 900, 230, 34, 280);
    /** For a phone, where the wide one's text would be too small to read. */
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

    /** How many labels fit below the plot. */
    int mostTimes() {
        return (int) (plotWidth() / LABEL_WIDTH);
    }

    /** The same height in parts. */
    Frame withHeight(int other) {
        return new Frame(style, width, other, right, mostPoints);
    }
}
