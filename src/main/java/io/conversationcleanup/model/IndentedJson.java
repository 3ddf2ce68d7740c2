package io.conversationcleanup.model;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Writes JSON that people read too, with the same line ends on every system. Stateless, hence thread-safe. */
public final class IndentedJson {

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .build()
            .writer()
            .with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private IndentedJson() {}

    /** The JSON as text that ends with a line end. */
    public static String text(JsonNode json) {
        return WRITER.writeValueAsString(json) + "\n";
    }
}
