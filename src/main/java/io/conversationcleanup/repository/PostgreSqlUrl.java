package io.conversationcleanup.repository;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.Driver;

/** The JDBC URL of a repository on PostgreSQL. Stateless, thread-safe. */
final class PostgreSqlUrl {

    static final String PREFIX = "jdbc:postgresql:";

    private static final String HOST = "(?:[\\w.-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?";

    private static final Pattern SHAPE = Pattern.compile(
            Pattern.quote(PREFIX) + "(?<place>(?://" + HOST + "(?:," + HOST + ")*/)?[^/?@]*)(?:\\?(?<settings>.*))?");

    // All queries read by key. Without statistics of a table that grows from empty to millions of rows, the planner
    // would scan all of it for each page.
    private static final String PLANS = "-c%20enable_seqscan=off%20-c%20enable_bitmapscan=off"
            + "%20-c%20enable_hashjoin=off%20-c%20enable_mergejoin=off%20-c%20jit=off";

    private static final String APPLICATION = "ApplicationName";

    /** In characters: the server cuts names after 63 bytes, and the suffix must be complete. */
    private static final int LONGEST_APPLICATION = 20;

    private static final String OPTIONS = "options";

    // In seconds. Detects a dead server within a minute, longer than any statement takes.
    private static final Map<String, String> SETTINGS = Map.of(
            APPLICATION, "conversation-cleanup", "connectTimeout", "10", "socketTimeout", "60", "tcpKeepAlive", "true");

    private PostgreSqlUrl() {}

    static boolean isOne(String url) {
        return url.startsWith(PREFIX);
    }

    static String named(String effective, String process) {
        Matcher name = Pattern.compile("([?&]" + APPLICATION + "=)([^&]*)").matcher(effective);
        return name.replaceFirst(found -> {
            String own = URLDecoder.decode(found.group(2), StandardCharsets.UTF_8);
            String both = own.substring(0, Math.min(LONGEST_APPLICATION, own.length())) + "-" + process;
            return Matcher.quoteReplacement(found.group(1) + URLEncoder.encode(both, StandardCharsets.UTF_8));
        });
    }

    /** Parses the URL before the driver does, because the driver's messages would repeat it with its password. */
    static String effective(String url, String example) {
        Matcher parts = SHAPE.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "the repository's URL is not one of PostgreSQL's: write it like " + example
                            + ", and name user and password in CLEANUP_REPOSITORY_USER and CLEANUP_REPOSITORY_PASSWORD");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        if (parts.group("settings") != null) {
            for (String setting : parts.group("settings").split("&", -1)) {
                int equals = setting.indexOf('=');
                String name = equals < 0 ? setting : setting.substring(0, equals);
                settings.put(name, equals < 0 ? "" : setting.substring(equals + 1));
            }
            settings.remove("");
        }
        SETTINGS.keySet().stream().sorted().forEach(name -> settings.putIfAbsent(name, SETTINGS.get(name)));
        settings.merge(OPTIONS, PLANS, (own, ours) -> own + "%20" + ours);
        String effective = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("&", PREFIX + parts.group("place") + "?", ""));
        if (Driver.parseURL(effective, null) == null) {
            throw new IllegalArgumentException(
                    "the settings in the repository's URL cannot be read: a percent sign in them is written %25, and an"
                            + " ampersand %26");
        }
        return effective;
    }
}
