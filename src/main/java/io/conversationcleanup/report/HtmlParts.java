package io.conversationcleanup.report;

import static io.conversationcleanup.report.HtmlText.escape;

/** Small pieces of a page. Stateless, hence thread-safe. */
final class HtmlParts {

    private HtmlParts() {}

    /** A part of the page under a heading; the content is markup. */
    static String section(String heading, String content) {
        return """
                <section>
                <h2>%s</h2>
                %s</section>
                """.formatted(heading, content);
    }

    /** A cell that tells its column where there is no room for a heading; the text is escaped. */
    static String cell(String label, String text) {
        return markupCell(label, "<bdi>" + escape(text) + "</bdi>");
    }

    /** The same with markup in it. */
    static String markupCell(String label, String markup) {
        return "<td data-label=\"%s\">%s</td>".formatted(label, markup);
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
}
