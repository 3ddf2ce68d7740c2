package io.conversationcleanup.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Building blocks of an HTML page. Stateless. */
final class Html {

    private Html() {}

    static String css() {
        try (InputStream css = Objects.requireNonNull(Html.class.getResourceAsStream("report.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String section(String heading, String content) {
        return """
                <section>
                <h2>%s</h2>
                %s</section>
                """.formatted(heading, content);
    }

    /** Makes a table cell that repeats its column's name for narrow screens; escapes the text. */
    static String cell(String label, String text) {
        return markupCell(label, "<bdi>" + escape(text) + "</bdi>");
    }

    static String markupCell(String label, String markup) {
        return "<td data-label=\"%s\">%s</td>".formatted(label, markup);
    }

    static String table(String style, List<String> columns, String rows) {
        return """
                <table class="%s">
                <thead><tr>%s</tr></thead>
                <tbody>
                %s</tbody>
                </table>
                """.formatted(
                style,
                columns.stream().map("<th scope=\"col\">%s</th>"::formatted).collect(Collectors.joining()),
                rows);
    }

    static String fact(String style, String name, String value) {
        return "<div class=\"%s\"><dt>%s</dt><dd><bdi>%s</bdi></dd></div>\n".formatted(style, name, escape(value));
    }

    static String tile(String name, String value) {
        return "<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(name, value);
    }

    static String paragraph(String text) {
        return text.isEmpty() ? "" : "<p>" + escape(text) + "</p>\n";
    }

    /** Escapes text for tags and quoted attributes; forbidden control characters become pictures. */
    static String escape(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(visible(c));
            }
        }
        return html.toString();
    }

    private static char visible(char c) {
        if (c < 0x20) {
            return (char) (0x2400 + c);
        }
        return c == 0x7f ? '\u2421' : c;
    }
}
