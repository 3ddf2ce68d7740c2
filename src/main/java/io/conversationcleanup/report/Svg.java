package io.conversationcleanup.report;

import java.util.List;
import java.util.Locale;

/** A picture as it grows. Not thread-safe. Texts are the program's own and need no escaping. */
final class Svg {

    private final StringBuilder text = new StringBuilder();

    /** A place as SVG has it, to a tenth. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
    }

    Svg begin(Frame frame, String description) {
        text.append(String.format(
                Locale.ROOT,
                "<svg class=\"chart %s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                frame.style(),
                frame.width(),
                frame.height(),
                description));
        return this;
    }

    String end() {
        return text.append("</svg>\n").toString();
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        text.append("<line class=\"").append(style).append('"');
        attribute("x1", x1).attribute("y1", y1).attribute("x2", x2).attribute("y2", y2);
        text.append("/>\n");
        return this;
    }

    Svg rectangle(String style, double x, double y, double width, double height, String title) {
        text.append("<rect class=\"").append(style).append('"');
        attribute("x", x).attribute("y", y).attribute("width", width).attribute("height", height);
        text.append("><title>").append(title).append("</title></rect>\n");
        return this;
    }

    /** A label; the style says to which side of the place it stands. */
    Svg label(String style, double x, double y, String label) {
        text.append("<text class=\"").append(style).append('"');
        attribute("x", x).attribute("y", y);
        text.append('>').append(label).append("</text>\n");
        return this;
    }

    Svg path(String style, List<String> commands) {
        if (!commands.isEmpty()) {
            text.append("<path class=\"").append(style).append("\" d=\"");
            commands.forEach(text::append);
            text.append("\"/>\n");
        }
        return this;
    }

    private Svg attribute(String name, double value) {
        text.append(' ').append(name).append("=\"").append(number(value)).append('"');
        return this;
    }
}
