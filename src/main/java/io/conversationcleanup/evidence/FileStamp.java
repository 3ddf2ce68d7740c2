package io.conversationcleanup.evidence;

/**
 * A file as it was written. Immutable.
 *
 * @param name its name in its directory
 * @param bytes its length
 * @param sha256 of its bytes, in lower-case hex
 */
public record FileStamp(String name, long bytes, String sha256) {}
