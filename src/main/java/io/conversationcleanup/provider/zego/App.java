package io.conversationcleanup.provider.zego;

/**
 * Whose app is called. Immutable.
 *
 * @param appId the AppId of the ZEGOCLOUD console
 * @param serverSecret the app's ServerSecret, as the console shows it
 */
public record App(long appId, String serverSecret) {

    /** Without the secret: a record's own text would show it. */
    @Override
    public String toString() {
        return "App[" + appId + "]";
    }
}
