package io.conversationcleanup.ledger;

/**
 * What makes two commands speak of the same run: the same job, towards the same app, over the same content. Immutable.
 *
 * @param job the job's name
 * @param lane provider, operation and app, as one word: what was deleted in one app is not deleted in another
 * @param inputSha256 the SHA-256 of the input file's bytes, in lower-case hex
 */
public record RunIdentity(String job, String lane, String inputSha256) {}
