package io.conversationcleanup.evidence;

import io.conversationcleanup.evidence.Manifest.FileStamp;
import io.conversationcleanup.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of checking reports against their manifest. Immutable. Nothing in the directory proves the manifest
 * itself, so its SHA-256 is shown when it is written, to be stored elsewhere.
 */
public record Verification(Manifest manifest, String manifestSha256, List<String> differences) {

    public Verification {
        differences = List.copyOf(differences);
    }

    /** Checks all files in the manifest; the message of an IOException is for a person. */
    public static Verification of(Path directory) throws IOException {
        Path file = directory.resolve(Manifest.NAME);
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "there is no " + Manifest.NAME + " in " + directory + "; name the directory with a run's reports");
        }
        byte[] bytes = Files.readAllBytes(file);
        Manifest manifest;
        try {
            manifest = Manifest.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    file + " " + e.getMessage() + "; so nothing in the directory vouches for its reports. The report"
                            + " command writes them again from the repository",
                    e);
        }
        List<String> differences = new ArrayList<>();
        for (FileStamp stamp : manifest.files()) {
            difference(directory, stamp).ifPresent(differences::add);
        }
        differences.addAll(chainDifferences(directory, manifest, differences));
        return new Verification(manifest, Sha256.of(file), differences);
    }

    private static Optional<String> difference(Path directory, FileStamp stamp) throws IOException {
        Path file = directory.resolve(stamp.name());
        // This program writes no name that leaves the directory.
        if (!Path.of(stamp.name()).equals(file.getFileName()) || !Files.isRegularFile(file)) {
            return Optional.of(stamp.name() + ": it is not there");
        }
        if (Sha256.of(file).equals(stamp.sha256())) {
            return Optional.empty();
        }
        long bytes = Files.size(file);
        return Optional.of(stamp.name() + ": it was changed"
                + (bytes == stamp.bytes() ? "" : "; it has " + bytes + " bytes instead of " + stamp.bytes()));
    }

    /** Checks the lines if the chain itself is unchanged. */
    private static List<String> chainDifferences(Path directory, Manifest manifest, List<String> differences)
            throws IOException {
        Manifest.Chain chain = manifest.chain();
        if (differences.stream().noneMatch(text -> text.startsWith(chain.of() + ": it was changed"))) {
            return List.of();
        }
        if (differences.stream().anyMatch(text -> text.startsWith(chain.file() + ": "))) {
            return List.of(chain.of() + ": at which line cannot be told, for " + chain.file()
                    + " is not as it was written either");
        }
        return new ChainCheck(directory.resolve(chain.of()), directory.resolve(chain.file()), chain.seed())
                .problems().stream().map(problem -> chain.of() + ": " + problem).toList();
    }
}
