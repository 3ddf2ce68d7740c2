package io.conversationcleanup.report;

/** Text made harmless for HTML. Stateless, hence thread-safe. */
final class HtmlText {

    private HtmlText() {}

    /**
     * The text as it is shown between tags or in a quoted attribute: never markup, whatever it holds. Control characters,
     * which HTML does not allow, are shown by their pictures.
     */
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
