package io.conversationcleanup.model;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the program writes it. Records keep the order of their components. Stateless, hence thread-safe. */
public final class Json {

    /** Writes and reads values on one line. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    // The same line ends on every system.
    private static final ObjectWriter INDENTED =
            MAPPER.writer().with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private Json() {}

    /** The value as indented text with a line end. */
    public static String indented(Object value) {
        return INDENTED.writeValueAsString(value) + "\n";
    }
}
