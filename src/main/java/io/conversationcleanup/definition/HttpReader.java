package io.conversationcleanup.definition;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code http}, and what the process's surroundings say in its place. */
final class HttpReader {

    private static final String TRUST = "trust";

    private final Path directory;
    private final ProxyReader proxies;
    private final Problems problems;

    /**
     * A reader.
     *
     * @param directory where a relative path starts
     * @param properties the JVM's system properties
     */
    HttpReader(Path directory, Map<String, String> environment, Map<String, String> properties, Problems problems) {
        this.directory = directory;
        this.proxies = new ProxyReader(environment, properties);
        this.problems = problems;
    }

    HttpSection read(Section http, Optional<Endpoint> endpoint) {
        // A rehearsal needs no proxy, so a proxy variable that is of no use must not keep it from running.
        boolean local = endpoint.filter(Endpoint::isLocal).isPresent();
        return new HttpSection(
                proxies.read(http, local ? new Problems() : problems),
                http.text(TRUST, SettingsReader.PATH)
                        .flatMap(path -> TrustFile.read(directory.resolve(path), text -> http.problem(TRUST, text))));
    }
}
