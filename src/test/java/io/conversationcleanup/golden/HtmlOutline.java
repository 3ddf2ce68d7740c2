package io.conversationcleanup.golden;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of an HTML page without its markup: a line for each block, cells of a table row apart by a bar. */
public final class HtmlOutline {

    private static final List<Map.Entry<String, String>> STEPS = List.of(
            Map.entry("(?s)<style>.*?</style>", ""),
            Map.entry("\\s*\\n\\s*", " "),
            Map.entry("<h1[^>]*>", "\n# "),
            Map.entry("<h2[^>]*>", "\n\n## "),
            Map.entry("<h3[^>]*>", "\n### "),
            Map.entry("<li\\b[^>]*>", "\n* "),
            Map.entry("</dt>\\s*<dd[^>]*>", ": "),
            Map.entry("</t([hd])>\\s*<t[hd][^>]*>", " | "),
            Map.entry("<svg [^>]*>", "\n[chart] "),
            Map.entry("<text [^>]*>", " "),
            Map.entry(
                    "</?(title|p|tr|table|dl|dt|div|section|header|footer|ul|ol|svg|figure|figcaption)\\b[^>]*>", "\n"),
            Map.entry("<[^>]*>", ""),
            Map.entry("&lt;", "<"),
            Map.entry("&gt;", ">"),
            Map.entry("&quot;", "\""),
            Map.entry("&#39;", "'"),
            Map.entry("&amp;", "&"),
            Map.entry(" +", " "));

    private HtmlOutline() {}

    /** The outline of a page. */
    public static String of(String html) {
        String text = html;
        for (Map.Entry<String, String> step : STEPS) {
            text = text.replaceAll(step.getKey(), step.getValue());
        }
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.startsWith("## ") ? "\n" + line : line)
                .collect(Collectors.joining("\n"));
    }
}
