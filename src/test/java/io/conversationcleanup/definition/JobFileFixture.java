package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conversationcleanup.definition.JobFileException.Problem;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.OperationFacts;
import io.conversationcleanup.model.PeerRule;
import io.conversationcleanup.model.ProviderFacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** Two providers such as the real ones, and job files that are whole but for what a test changes. */
abstract class JobFileFixture {

    static final String SECRET = "5bd2850fff3ecb11d7c805251c51ee46";

    static final Map<String, String> ENVIRONMENT = Map.of(
            "APP_ID", "1400000000",
            "KEY", SECRET,
            "EMPTY", "",
            "RATE", "19.8",
            "DAY", "2026-01-02");

    static final ConversationRules TENCENT_RULES = new ConversationRules(
            "tencent",
            32,
            Map.of(
                    ConversationType.ONE_TO_ONE,
                    PeerRule.numbered(1, 32),
                    ConversationType.GROUP,
                    PeerRule.numbered(2, 48)),
            ConversationRules.ClearRamble.SENT);

    static final ProviderFacts TENCENT = new ProviderFacts(
            "tencent",
            regions(
                    "china", "https://console.tim.qq.com",
                    "singapore", "https://adminapisgp.im.qcloud.com"),
            List.of(
                    new OperationFacts("delete-conversation", 200, TENCENT_RULES),
                    new OperationFacts(
                            "delete-conversation-group",
                            200,
                            new ConversationRules(
                                    "tencent",
                                    32,
                                    Map.of(ConversationType.CONVERSATION_GROUP, PeerRule.onlyType(64)),
                                    ConversationRules.ClearRamble.IGNORED))),
            true);

    static final ProviderFacts ZEGO = new ProviderFacts(
            "zego",
            regions("unified", "https://zim-api.zego.im"),
            List.of(new OperationFacts(
                    "delete-conversation",
                    20,
                    new ConversationRules(
                            "zego",
                            32,
                            Map.of(
                                    ConversationType.ONE_TO_ONE,
                                    PeerRule.numbered(0, 32),
                                    ConversationType.GROUP,
                                    PeerRule.numbered(2, 32)),
                            ConversationRules.ClearRamble.IGNORED))),
            false);

    /** The keys without which there is no job. */
    static final String REQUIRED = """
            name: account-deletion
            provider: tencent
            operation: delete-conversation
            endpoint: singapore
            credentials: {app-id: 1400000000, secret: "${KEY}"}
            """;

    @TempDir
    Path directory;

    private static Map<String, URI> regions(String... namesAndAddresses) {
        Map<String, URI> regions = new LinkedHashMap<>();
        for (int i = 0; i < namesAndAddresses.length; i += 2) {
            regions.put(namesAndAddresses[i], URI.create(namesAndAddresses[i + 1]));
        }
        return regions;
    }

    /** The required keys, one of which is written otherwise. */
    static String requiredBut(String key, String line) {
        return REQUIRED.replaceAll("(?m)^" + key + ":.*$", Matcher.quoteReplacement(line));
    }

    Path file(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JobDefinition read(String yaml) {
        return read(file("job.yml", yaml), ENVIRONMENT);
    }

    static JobDefinition read(Path file, Map<String, String> environment) {
        return read(file, environment, Map.of());
    }

    static JobDefinition read(Path file, Map<String, String> environment, Map<String, String> properties) {
        return JobDefinitionReader.read(
                file,
                environment,
                properties,
                List.of(TENCENT, ZEGO),
                failure -> failure.contains("%")
                        ? Optional.empty()
                        : Optional.of("'" + failure + "' must be such as 3%:50004"));
    }

    JobFileException refused(String yaml) {
        return refused(file("job.yml", yaml), ENVIRONMENT);
    }

    static JobFileException refused(Path file, Map<String, String> environment) {
        return assertThatExceptionOfType(JobFileException.class)
                .isThrownBy(() -> read(file, environment))
                .actual();
    }

    /** The lines that a refused file's problems are printed as. */
    List<String> problems(String yaml) {
        return refused(yaml).problems().stream().map(Problem::toString).toList();
    }

    /** Compares refused job files, without the required keys, and their problems with a golden file. */
    void mustBeRefusedAs(String golden, Stream<String> jobs) {
        List<String> told = new ArrayList<>();
        jobs.forEach(job -> {
            job.lines().filter(line -> !REQUIRED.contains(line + "\n")).forEach(told::add);
            problems(job).forEach(problem -> told.add("  " + problem));
        });
        Golden.check(golden, String.join("\n", told).replace(directory.toString(), "<DIR>"));
    }
}
