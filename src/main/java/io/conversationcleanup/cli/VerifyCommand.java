package io.conversationcleanup.cli;

import io.conversationcleanup.evidence.Manifest;
import io.conversationcleanup.evidence.Verification;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks reports against their manifest. */
@Command(
        name = "verify",
        description = {
            "Checks that the reports in a directory are as they were written.",
            "Needs nothing but the directory. Ends with 0 if they are, and with 1 if not:",
            "then it tells which file was changed, and in results.csv at which line. Ends",
            "with 65 if that cannot be told, for the manifest is not there or damaged.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  conversation-cleanup verify cleanup-data/runs/account-deletion-20261120-093000",
            "  conversation-cleanup verify out --input deleted-users.csv",
            "  conversation-cleanup verify out --manifest-sha256 9f86d081884c7d65..."
        })
final class VerifyCommand extends Subcommand {

    @Parameters(paramLabel = "DIR", description = "The directory with the reports.")
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private Path directory;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = {"Check too that this is the file that was read."})
    private @Nullable Path input;

    @Option(
            names = "--manifest-sha256",
            paramLabel = "HEX",
            description = {
                "Check too that manifest.json has this hash, which the",
                "run printed when it ended: whoever rewrites all files",
                "together cannot keep it."
            })
    private @Nullable String manifestSha256;

    @Override
    ExitCode run() {
        Verification verification;
        List<String> differences = new ArrayList<>();
        try {
            verification = Verification.of(directory);
            differences.addAll(verification.differences());
            if (manifestSha256 != null
                    && !manifestSha256.strip().toLowerCase(Locale.ROOT).equals(verification.manifestSha256())) {
                differences.add(Manifest.NAME + ": its SHA-256 is not the one given");
            }
            if (input != null
                    && !isContent(input, verification.manifest().input().sha256())) {
                differences.add(input + ": it is not the file that was read");
            }
        } catch (IOException e) {
            throw CommandFailedException.input("Cannot be verified: " + message(e) + ".");
        }
        tell(verification, differences);
        return differences.isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
    }

    /** Compares the hash of the file as it is, then unpacked. */
    private static boolean isContent(Path file, String sha256) throws IOException {
        return Sha256.of(file).equals(sha256)
                || Sha256.ofUnpacked(file).filter(sha256::equals).isPresent();
    }

    private static String message(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private void tell(Verification verification, List<String> differences) {
        Manifest manifest = verification.manifest();
        context.print("Run " + manifest.run() + ": " + manifest.status());
        context.print("  Reports written " + manifest.writtenAt().truncatedTo(ChronoUnit.SECONDS));
        if (differences.isEmpty()) {
            context.print("  " + manifest.files().size() + " files and the "
                    + manifest.chain().lines() + " lines of "
                    + manifest.chain().of() + " are as they were written.");
        } else {
            context.print("  NOT as they were written:");
            differences.forEach(difference -> context.print("  " + difference));
        }
        context.print("  SHA-256 of " + Manifest.NAME + ": ");
        context.print("  " + verification.manifestSha256());
    }
}
