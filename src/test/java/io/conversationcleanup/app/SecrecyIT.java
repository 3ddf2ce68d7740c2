package io.conversationcleanup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.simulator.Faults.ScriptedFault;
import io.conversationcleanup.simulator.SimulatorSettings;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens, neither the secret nor a signature is to be found in anything that the program leaves behind. */
class SecrecyIT {

    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    /** Fewer characters of Base64 may stand anywhere by chance. */
    private static final int LEAST_TELLING = 16;

    @TempDir
    private Path directory;

    @Test
    void neitherTheSecretNorASignatureIsWrittenAnywhere() throws IOException {
        try (Program program = Program.in(
                        directory,
                        Program.PROVIDER.withScriptedFaults(List.of(
                                fault("user-2", "50004"),
                                fault("user-3", "reset"),
                                fault("user-4", "garbage"),
                                fault("user-6", "404"),
                                fault("user-7", "70001"),
                                ScriptedFault.parse("user-8:50001"))));
                Wire wire = Wire.to(program.provider().baseUri())) {
            program.input(Asked.rows(12));
            program.set("endpoint", wire.baseUri().toString());
            program.set("limits", "{calls-per-second: unlimited, max-in-flight: 1}");
            program.set("outage", "{give-up-after: 100ms}");
            List<CommandRun> commands = new ArrayList<>();

            commands.add(program.run("--verbose"));
            commands.add(program.run("--verbose"));
            program.variable(JobFile.SECRET_VARIABLE, "9".repeat(32));
            commands.add(program.run("--verbose", "--fresh", "--overwrite"));
            wire.cut();
            commands.add(program.run("--verbose"));
            program.set("credentials", "{app-id: 1, secret: \"x${SECRET}\"}");
            commands.add(program.run("--verbose"));

            assertThat(commands).extracting(CommandRun::exitCode).containsExactly(1, 0, 3, 2, 78);
            assertNowhere(wire, "usersig=", commands);
        }
    }

    @Test
    void neitherIsThatOfTheOtherProvider() throws IOException {
        SimulatedApp app = new SimulatedApp(SimulatedApp.REHEARSAL.appId(), "administrator", Program.SECRET);
        try (Program program = Program.in(
                        directory,
                        SimulatorSettings.DEFAULT
                                .withApp(app)
                                .withScriptedFaults(List.of(
                                        ScriptedFault.parse("user-2:2"),
                                        fault("user-3", "reset"),
                                        fault("user-4", "garbage"),
                                        fault("user-6", "502"))));
                Wire wire = Wire.to(program.provider().baseUri())) {
            program.input(IntStream.rangeClosed(1, 9)
                    .mapToObj(i -> "user-" + i + ",peer-" + i + ",c2c\n")
                    .collect(Collectors.joining("", "user,peer,type\n", "")));
            program.set("provider", "zego");
            program.set("endpoint", wire.baseUri().toString());
            program.set("limits", "{calls-per-second: unlimited, max-in-flight: 1}");
            program.set("outage", "{give-up-after: 100ms}");
            List<CommandRun> commands = new ArrayList<>();

            commands.add(program.run("--verbose"));
            program.variable(JobFile.SECRET_VARIABLE, "9".repeat(32));
            commands.add(program.run("--verbose", "--fresh", "--overwrite"));
            wire.cut();
            commands.add(program.run("--verbose"));

            assertThat(commands).extracting(CommandRun::exitCode).containsExactly(1, 3, 2);
            assertNowhere(wire, "Signature=", commands);
        }
    }

    private void assertNowhere(Wire wire, String parameter, List<CommandRun> commands) throws IOException {
        Set<String> hidden = new HashSet<>(wire.signatures());
        assertThat(hidden).as("signatures on the wire").hasSizeGreaterThanOrEqualTo(2);
        hidden.add(Program.SECRET);
        hidden.add("9".repeat(32));
        hidden.add(parameter);
        for (CommandRun command : commands) {
            assertThat(occurrences(hidden, command.out().getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
            assertThat(occurrences(hidden, command.err().getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
            assertThat(occurrences(hidden, String.join("", command.log()).getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        }
        List<Path> files = files();
        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .contains("repository.mv.db", "results.csv", "failures.csv", "summary.json", "report.html");
        for (Path file : files) {
            assertThat(occurrences(hidden, Files.readAllBytes(file)))
                    .as(file.toString())
                    .isEmpty();
        }
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScriptedFault fault(String user, String reaction) {
        return ScriptedFault.parse(user + ":" + reaction + ":1");
    }

    /** The texts that stand in these bytes: as they are, as UTF-16, in hex, or within something in Base64 of either kind. */
    private static List<String> occurrences(Set<String> texts, byte[] content) {
        String searched = new String(content, BYTES);
        return texts.stream()
                .filter(text -> forms(text).stream().anyMatch(searched::contains))
                .toList();
    }

    private static List<String> forms(String text) {
        List<String> forms = new ArrayList<>(List.of(
                text,
                new String(text.getBytes(StandardCharsets.UTF_16BE), BYTES),
                new String(text.getBytes(StandardCharsets.UTF_16LE), BYTES),
                HexFormat.of().formatHex(text.getBytes(BYTES)),
                HexFormat.of().withUpperCase().formatHex(text.getBytes(BYTES)),
                URLEncoder.encode(text, StandardCharsets.UTF_8)));
        for (int before = 0; before < 3; before++) {
            String encoded = Base64.getEncoder().encodeToString(("\0".repeat(before) + text).getBytes(BYTES));
            // The first and the last characters depend on what stands around the text.
            String inner = encoded.substring(4, encoded.length() - 4);
            if (inner.length() >= LEAST_TELLING) {
                forms.add(inner);
                forms.add(inner.replace('+', '-').replace('/', '_'));
            }
        }
        return forms;
    }
}
