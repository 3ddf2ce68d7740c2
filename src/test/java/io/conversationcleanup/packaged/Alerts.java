package io.conversationcleanup.packaged;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * The alerts of the README, and what they say of a metrics file. It knows the few forms of PromQL that they use, for one
 * series a metric. Immutable.
 *
 * @param rules the expressions by the alerts' names
 */
record Alerts(Map<String, String> rules) {

    private static final Pattern METRIC = Pattern.compile("conversation_cleanup_\\w+");

    /** {@code [time() -] functions(metric) comparison number}. */
    private static final Pattern TERM = Pattern.compile(
            "(time\\(\\) - )?((?:[a-z_]+ ?(?:by \\(\\w+\\) )?\\()*)(conversation_cleanup_\\w+)(?:\\[\\w+])?\\)* (>|==) (\\d+)");

    private static final Pattern ABSENT =
            Pattern.compile("absent_over_time\\((conversation_cleanup_\\w+)\\{.*}\\[7d]\\)");

    static Alerts ofReadme() {
        try {
            String readme = Files.readString(Program.project("README.md"));
            int begin = readme.indexOf("```yaml\ngroups:") + "```yaml\n".length();
            Map<String, List<Map<String, Object>>> file =
                    new Yaml().load(readme.substring(begin, readme.indexOf("```", begin)));
            Map<String, String> rules = new LinkedHashMap<>();
            for (Object rule : (List<?>) file.get("groups").get(0).get("rules")) {
                rules.put((String) ((Map<?, ?>) rule).get("alert"), (String) ((Map<?, ?>) rule).get("expr"));
            }
            return new Alerts(rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The metrics that the expressions name. */
    Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        rules.values()
                .forEach(rule ->
                        METRIC.matcher(rule).results().map(MatchResult::group).forEach(names::add));
        return names;
    }

    /** The values in a metrics file, by the metrics' names. */
    static Map<String, Double> values(Path file) {
        try {
            Map<String, Double> values = new LinkedHashMap<>();
            for (String line : Files.readAllLines(file)) {
                Matcher name = METRIC.matcher(line);
                if (!line.startsWith("#") && name.lookingAt()) {
                    values.put(name.group(), Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)));
                }
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The alerts that fire at this moment if a metrics file has stayed as it is for long. */
    Set<String> firing(Map<String, Double> values, double now) {
        Set<String> firing = new TreeSet<>();
        rules.forEach((name, rule) -> {
            if (Arrays.stream(rule.split(" and ")).allMatch(term -> holds(term, values, now))) {
                firing.add(name);
            }
        });
        return firing;
    }

    private static boolean holds(String text, Map<String, Double> values, double now) {
        Matcher absent = ABSENT.matcher(text);
        if (absent.matches()) {
            return !values.containsKey(absent.group(1));
        }
        Matcher term = TERM.matcher(text);
        if (!term.matches()) {
            throw new IllegalArgumentException("no form that is known here: " + text);
        }
        if (!values.containsKey(term.group(3))) {
            return false;
        }
        // What does not change has no rate.
        double value = term.group(2).contains("rate(") ? 0 : values.get(term.group(3));
        double left = term.group(1) == null ? value : now - value;
        double right = Double.parseDouble(term.group(5));
        return term.group(4).equals(">") ? left > right : left == right;
    }
}
