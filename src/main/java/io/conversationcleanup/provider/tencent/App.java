package io.conversationcleanup.provider.tencent;

/**
 * Whose app is called, and in whose name. Immutable.
 *
 * @param sdkAppId the SDKAppID of the Chat console
 * @param admin the identifier of an app admin account
 * @param secretKey the app's SecretKey, as the console shows it
 */
public record App(long sdkAppId, String admin, String secretKey) {

    /** Without the key: a record's own text would show it. */
    @Override
    public String toString() {
        return "App[" + sdkAppId + ", " + admin + "]";
    }
}
