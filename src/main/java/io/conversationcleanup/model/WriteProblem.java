package io.conversationcleanup.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.stream.Stream;

/** The reason why a file cannot be written, for a person. Stateless. */
public final class WriteProblem {

    private WriteProblem() {}

    /** Tells whether the disk is full: Java has no exception type for that, only the system's message. */
    public static boolean isNoRoom(IOException cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of("no space left", "file too large", "quota exceeded").anyMatch(message::contains);
    }

    /** Describes the cause in a few words: the message of a common one is only the file's name. */
    public static String of(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "something that is not a directory has this name";
        }
        if (cause instanceof NoSuchFileException) {
            return "it was removed meanwhile, or its directory was";
        }
        if (cause instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
