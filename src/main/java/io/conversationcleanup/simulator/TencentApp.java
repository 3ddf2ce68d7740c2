package io.conversationcleanup.simulator;

/**
 * The one app that the simulated Tencent knows. Immutable. Its text form does not show the secret.
 *
 * @param appId the app's {@code sdkappid}
 * @param admin the one account that may call, {@code identifier} on the wire
 * @param secret what a UserSig must have been signed with
 */
public record TencentApp(long appId, String admin, String secret) {

    /** What a rehearsal uses: public values that open nothing. */
    public static final TencentApp REHEARSAL =
            new TencentApp(1_400_000_000L, "administrator", "rehearsal-secret-that-protects-nothing");

    public TencentApp {
        if (appId < 1 || admin.isBlank() || secret.isBlank()) {
            throw new IllegalArgumentException(
                    "a simulated Tencent app needs an app id above 0, an admin and a secret");
        }
    }

    @Override
    public String toString() {
        return "TencentApp[appId=" + appId + ", admin=" + admin + ", secret=***]";
    }
}
