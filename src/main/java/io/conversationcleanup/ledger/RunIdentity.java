package io.conversationcleanup.ledger;

/**
 * What makes two commands speak of the same run: the same job, towards the same app, over the same content. Immutable.
 *
 * @param job the job's name
 * @param lane provider, operation and app, as one word: what was deleted in one app is not deleted in another
 * @param content the SHA-256 of the input file's bytes, in lower-case hex; if only some rows of an earlier run are meant,
 *     a space and which ones after it
 */
public record RunIdentity(String job, String lane, String content) {

    /** The SHA-256 of the bytes of the file from which the rows came in the first place, in lower-case hex. */
    public String inputSha256() {
        return content.split(" ", 2)[0];
    }
}
