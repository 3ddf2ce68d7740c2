package io.conversationcleanup.repository;

import io.conversationcleanup.model.Causes;
import io.conversationcleanup.model.CommandFailedException;
import io.conversationcleanup.model.ExitCode;
import io.conversationcleanup.model.WriteProblem;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Why a repository cannot be had, for a person, with the exit code that goes with it. Stateless, hence thread-safe. */
final class RepositoryProblem {

    private RepositoryProblem() {}

    /** Another process holds it and does not answer. */
    static CommandFailedException silent(RepositoryConnector door) {
        return new CommandFailedException(
                ExitCode.IN_USE,
                "Another process holds the repository ("
                        + door.holder()
                                .filter(ServerFile::exists)
                                .map(ServerFile::who)
                                .orElse("it does not say which")
                        + ") and does not answer. Wait until it has ended, or give this run a repository of its own with"
                        + " --repository.");
    }

    /** It cannot be opened; a failure that has nothing to do with it is left as it is. */
    static RuntimeException cannotOpen(RepositoryConnector door, Exception failure) {
        if (failure instanceof LedgerSchema.UnusableException unknown) {
            return new CommandFailedException(
                    ExitCode.SETTINGS, "The repository cannot be used: " + unknown.getMessage() + ".");
        }
        if (failure instanceof TruncationGuard.LostRowsException lost) {
            return damaged(door, String.valueOf(lost.getMessage()));
        }
        if (RepositoryFailure.isDamage(failure)) {
            return damaged(door, "the database cannot read it");
        }
        boolean unguarded = failure instanceof TruncationGuard.UnwritableException;
        if (failure instanceof RuntimeException other && !unguarded && !RepositoryFailure.isOfDatabase(failure)) {
            return other;
        }
        Throwable cause = Causes.innermost(failure);
        String why = cause instanceof FileSystemException file
                ? file.getFile() + ": " + WriteProblem.of(file)
                : RepositoryFailure.reason(failure);
        if (cause instanceof IOException io && WriteProblem.isNoRoom(io)) {
            return new CommandFailedException(
                    ExitCode.INTERNAL,
                    "The repository cannot be opened, for the disk is full or the file may not grow: " + why
                            + ". Nothing was sent. When the cause is mended, give the same command again.");
        }
        return new CommandFailedException(ExitCode.SETTINGS, unguarded ? unguarded(why) : unopened(door, why));
    }

    private static String unguarded(String why) {
        return "The file that shows whether the repository is complete cannot be written: " + why
                + ". Without it, a repository that is truncated later would go unnoticed, and rows that were done would be"
                + " sent again. Nothing was sent. Make the file writable, then give the same command again.";
    }

    private static String unopened(RepositoryConnector door, String why) {
        String check = RepositoryUrl.isOnServer(door.url())
                ? " or CLEANUP_REPOSITORY_URL, CLEANUP_REPOSITORY_USER and CLEANUP_REPOSITORY_PASSWORD, that the server is"
                        + " up, and that the user may create tables the first time."
                : ", or CLEANUP_REPOSITORY_URL, that the place can be written, and that the file is not damaged.";
        return "The repository cannot be opened: " + why + ". Check --repository" + check;
    }

    private static CommandFailedException damaged(RepositoryConnector door, String why) {
        return new CommandFailedException(
                ExitCode.SETTINGS,
                "The repository's file " + door.file() + " is damaged: " + why
                        + ".\nNothing was sent. Put a copy of the file in its place and give the same command again. Without a"
                        + " copy, the results.csv of the earlier runs tells which rows were done.");
    }
}
