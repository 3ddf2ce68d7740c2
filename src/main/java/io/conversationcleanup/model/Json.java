package io.conversationcleanup.model;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The program's JSON format. Records keep the order of their components. Stateless. */
public final class Json {

    /** The mapper for values on one line. */
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    // The line ends are the same on every system.
    private static final ObjectWriter INDENTED =
            MAPPER.writer().with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

    private Json() {}

    public static String indented(Object value) {
        return INDENTED.writeValueAsString(value) + "\n";
    }
}
