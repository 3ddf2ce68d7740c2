package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The examples of {@code jobs/schedule} in a directory of a test, whose pages and reviews go to a file. */
final class Schedules {

    private final Path directory;

    Schedules(Path directory) {
        this.directory = directory;
        Workplace workplace = new Workplace(directory);
        workplace.write("page", "#!/bin/sh\necho \"$1\" >> \"%s\"\n".formatted(directory.resolve("paged")));
        workplace.write("secrets", "TENCENT_SDK_APP_ID=7\nTENCENT_SECRET_KEY=x\n");
        assertThat(directory.resolve("page").toFile().setExecutable(true)).isTrue();
    }

    static Path example(String file) {
        return Program.project("jobs/schedule").resolve(file);
    }

    static String script() {
        return example("nightly.sh").toString();
    }

    /** The text with this test's places in place of its own. */
    String placed(String text) {
        return text.replace("/opt/cleanup/conversation-cleanup.jar", Program.JAR.toString())
                .replace("/opt/cleanup/nightly.sh", script())
                .replace("/var/lib/cleanup", directory.toString())
                .replace("/etc/cleanup", directory.toString())
                .replace("/srv/export", directory.toString())
                .replace("/var/spool/cleanup", directory.resolve("inbox").toString())
                .replace("/var/lib/node_exporter", directory.resolve("node").toString());
    }

    /** What a person was told. */
    String paged() {
        try {
            Path paged = directory.resolve("paged");
            return Files.exists(paged) ? Files.readString(paged) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How a schedule's command ended. Immutable.
     *
     * @param text all that it wrote
     */
    record Ended(int code, String text) {}

    Process start(Map<String, String> environment, String... command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        Path java = Path.of(System.getProperty("java.home"), "bin");
        builder.environment().put("PATH", java + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        builder.environment()
                .putAll(Map.of(
                        "CLEANUP_JAR",
                        Program.JAR.toString(),
                        "CLEANUP_ATTEMPTS",
                        "2",
                        "CLEANUP_WAIT",
                        "0",
                        "CLEANUP_PAGE",
                        directory.resolve("page").toString(),
                        "CLEANUP_REVIEW",
                        directory.resolve("page").toString(),
                        "JDK_JAVA_OPTIONS",
                        Program.QUICK.stream().map(option -> '"' + option + '"').collect(Collectors.joining(" ")),
                        "PYTHONDONTWRITEBYTECODE",
                        "1"));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ended run(Map<String, String> environment, String... command) {
        return end(start(environment, command));
    }

    static Ended end(Process process) {
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    boolean has(String program) {
        return run(Map.of(), "sh", "-c", "command -v " + program).code() == 0;
    }
}
