package io.conversationcleanup.cli;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;

/** The format of standard error. */
public enum LogFormat {
    TEXT,
    /** One JSON object per line, for log collectors. */
    JSON;

    static final String OPTION = "--log-format";

    /** Returns the format without parsing the arguments, because it also applies to errors in them. */
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

    /** Returns a line with its end, for use when logging no longer works. */
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
