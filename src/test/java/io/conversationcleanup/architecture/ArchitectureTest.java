package io.conversationcleanup.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.conversationcleanup.app.ConversationCleanup;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    static final List<ArchitectureRule> RULES = ArchitectureRule.ALL;

    private static final Pattern PLACE = Pattern.compile("\\((\\w+\\.java:\\d+)\\)");

    private JavaClasses main;
    private BadCode bad;

    @BeforeAll
    void importCode(@TempDir Path directory) throws IOException {
        main = new ClassFileImporter()
                .importUrl(ConversationCleanup.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
        bad = BadCode.compiled(directory);
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void mainCodeKeepsTheRule(ArchitectureRule rule) {
        rule.rule().check(main);
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void ruleReportsEachBadLineAndNoOther(ArchitectureRule rule) throws IOException {
        assertThat(bad.reported(rule)).isNotEmpty();
        assertThat(placesReported(rule, bad.breaking(rule))).isEqualTo(bad.reported(rule));
    }

    @Test
    void lombokIsNotThere() {
        assertThat(lombok(ArchitectureTest.class.getClassLoader())).isNull();
    }

    @Test
    void lombokWouldBeSeen(@TempDir Path library) throws IOException {
        Files.createFile(Files.createDirectory(library.resolve("lombok")).resolve("Getter.class"));

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {library.toUri().toURL()})) {
            assertThat(lombok(loader)).isNotNull();
        }
    }

    private static Set<String> placesReported(ArchitectureRule rule, JavaClasses classes) {
        String report = rule.rule().evaluate(classes).getFailureReport().toString();
        Set<String> places = new TreeSet<>();
        PLACE.matcher(report).results().forEach(place -> places.add(place.group(1)));
        return places;
    }

    /** Its annotations leave no trace in a class file, so the class path is where to look. */
    private static URL lombok(ClassLoader loader) {
        return loader.getResource("lombok/Getter.class");
    }
}
