package io.conversationcleanup.cli;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;

/** What standard error is written in. */
public enum LogFormat {
    /** Lines for people. */
    TEXT,
    /** One JSON object a line, for log collectors. */
    JSON;

    static final String OPTION = "--log-format";

    /** The format that these arguments ask for; it holds before they are parsed, for what is wrong with them too. */
    public static LogFormat asked(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            boolean separate = arguments[i].equals(OPTION) && i + 1 < arguments.length;
            String value = separate ? arguments[i + 1] : arguments[i].replaceFirst("^" + OPTION + "=", "");
            if ((separate || arguments[i].startsWith(OPTION)) && value.equalsIgnoreCase(JSON.name())) {
                return JSON;
            }
        }
        return TEXT;
    }

    /** A line, with its end, that can be written when nothing can be logged any more. */
    byte[] line(String text) {
        String line = this == TEXT
                ? text
                : JsonNodeFactory.instance
                        .objectNode()
                        .put("message", text)
                        .set("log", JsonNodeFactory.instance.objectNode().put("level", "ERROR"))
                        .toString();
        return line.concat("\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
