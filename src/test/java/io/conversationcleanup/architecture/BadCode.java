package io.conversationcleanup.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Sources that break one rule, in the product's own packages but apart from its code. A line that the rule is to report
 * ends with {@code // reported}; what ArchUnit reports without a line, with {@code // reported as a whole}.
 *
 * @param sources by file name; all rules' together, so that they are compiled at once
 */
record BadCode(Map<String, Path> sources, JavaClasses classes) {

    /** Read where they are written: a copy of one renamed or deleted would stay among the compiled tests. */
    private static final Path ROOT = Path.of("src/test/resources/architecture");

    private static final String REPORTED = "// reported";
    private static final String REPORTED_AS_A_WHOLE = "// reported as a whole";

    static BadCode compiled(Path directory) throws IOException {
        Map<String, Path> sources = find();
        compile(sources.values(), directory);
        return new BadCode(sources, new ClassFileImporter().importPath(directory));
    }

    /** The classes in the folder of a rule. */
    JavaClasses breaking(ArchitectureRule rule) {
        return classes.that(describe(
                "break " + rule,
                type -> type.getSource()
                        .flatMap(source -> source.getFileName())
                        .filter(file -> isFor(rule, file))
                        .isPresent()));
    }

    /** What a rule is to report, as {@code File.java:line}; line 0 is the whole. */
    Set<String> reported(ArchitectureRule rule) throws IOException {
        Set<String> reported = new TreeSet<>();
        for (String file : sources.keySet()) {
            if (isFor(rule, file)) {
                addReported(file, reported);
            }
        }
        return reported;
    }

    private void addReported(String file, Set<String> reported) throws IOException {
        List<String> lines = Files.readAllLines(sources.get(file));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith(REPORTED_AS_A_WHOLE)) {
                reported.add(file + ":0");
            } else if (lines.get(i).endsWith(REPORTED)) {
                reported.add(file + ":" + (i + 1));
            }
        }
    }

    private boolean isFor(ArchitectureRule rule, String file) {
        return sources.get(file).getParent().endsWith(rule.name());
    }

    /** Fails if two files have one name: reports name no more than that. */
    private static Map<String, Path> find() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile)
                    .collect(toMap(file -> file.getFileName().toString(), file -> file));
        }
    }

    private static void compile(Collection<Path> sources, Path directory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
            List<String> options = List.of(
                    "-d", directory.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:none");
            boolean compiled = compiler.getTask(
                            null, files, problems, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as("%s", problems.getDiagnostics()).isTrue();
        }
    }
}
