package io.conversationcleanup.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the jar answers when there is nothing to run, or when it must not run. */
class CommandLineIT {

    private static final Pattern POM_VERSION =
            Pattern.compile("<artifactId>conversation-cleanup</artifactId>\\s*<version>([^<]+)</version>");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"--help, help/root.txt", "run --help, help/run.txt", "simulate --help, help/simulate.txt"})
    void helpIsAnsweredWithNeitherSpringNorLogging(String arguments, String page) throws IOException {
        EndedProgram ended = Program.in(directory)
                .withJvmOptions("-Xlog:class+load:file=classes.log")
                .run(arguments.split(" "))
                .mustEndWith(0);

        Golden.check(page, ended.out());
        assertThat(ended.err()).isEmpty();
        assertThat(new Workplace(directory).files()).containsExactly("classes.log");
        assertThat(Files.readString(directory.resolve("classes.log")))
                .contains("io.conversationcleanup.cli.RootCommand")
                .doesNotContain(
                        "org.springframework.context",
                        "org.springframework.boot.SpringApplication",
                        "ch.qos.logback.",
                        "org.h2.");
    }

    @Test
    void completionIsAScriptThatBashTakesAndThatCompletes() throws Exception {
        EndedProgram ended = Program.in(directory).run("completion").mustEndWith(0);
        Files.writeString(directory.resolve("completion.bash"), ended.out());
        String asked = "source completion.bash; COMP_WORDS=(conversation-cleanup explain --rep); COMP_CWORD=2;"
                + " _complete_conversation-cleanup 2> ignored; echo \"${COMPREPLY[*]}\"";

        Process bash = new ProcessBuilder("bash", "-c", asked)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("--repository");
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void theVersionIsThatOfThePom() throws IOException {
        Matcher version = POM_VERSION.matcher(Files.readString(Program.project("pom.xml")));
        assertThat(version.find()).isTrue();

        EndedProgram ended = Program.in(directory).run("--version").mustEndWith(0);

        assertThat(ended.out()).isEqualTo("conversation-cleanup " + version.group(1) + "\n");
        assertThat(ended.err()).isEmpty();
        assertThat(new Workplace(directory).files()).isEmpty();
    }

    @Test
    void withoutACommandItTellsHowToGoOn() {
        EndedProgram ended = Program.in(directory).run().mustEndWith(64);

        assertThat(ended.out()).isEmpty();
        Golden.check("errors/no-command.txt", ended.err());
    }

    @Test
    void anUnknownOptionIsNamedAndNothingIsDone() {
        Workplace workplace = aJob();

        EndedProgram ended = workplace.program().run("run", "job.yml", "--yess").mustEndWith(64);

        assertThat(ended.out()).isEmpty();
        Golden.check("errors/unknown-option.txt", ended.err());
        assertThat(workplace.files()).isEqualTo(aJobsFiles());
    }

    @Test
    void aMissingJobFileIsNamed() {
        EndedProgram ended =
                Program.in(directory).run("run", "nowhere.yml", "--yes").mustEndWith(78);

        assertThat(ended.out()).isEmpty();
        Golden.check("errors/job-file-not-there.txt", ended.err());
        assertThat(new Workplace(directory).files()).isEmpty();
    }

    @Test
    void aMissingInputIsNamed() {
        Workplace workplace = aJob();

        EndedProgram ended = workplace
                .program()
                .run("run", "job.yml", "--input", "nowhere.csv", "--yes")
                .mustEndWith(65);

        assertThat(ended.out()).isEmpty();
        Golden.check("errors/input-option-not-there.txt", Golden.masked(ended.err(), directory.toAbsolutePath()));
        assertThat(workplace.files()).isEqualTo(aJobsFiles());
    }

    private Workplace aJob() {
        // Nothing listens there, and nothing is to be called.
        return Workplace.of(directory, List.of(Row.number(1)), "http://127.0.0.1:9", "{calls-per-second: 100}");
    }

    private static List<String> aJobsFiles() {
        return List.of("job.yml", "rows.csv", "secret.txt");
    }
}
