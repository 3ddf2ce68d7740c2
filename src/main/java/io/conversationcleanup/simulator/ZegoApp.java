package io.conversationcleanup.simulator;

/**
 * The one app that the simulated ZEGO knows. Immutable. Its text form does not show the secret.
 *
 * @param appId the app's {@code AppId}, a number of 32 bits
 * @param serverSecret what signatures must have been made with
 */
public record ZegoApp(long appId, String serverSecret) {

    /** What a rehearsal uses, the numbers and texts of {@link TencentApp#REHEARSAL}: public values that open nothing. */
    public static final ZegoApp REHEARSAL = new ZegoApp(TencentApp.REHEARSAL.appId(), TencentApp.REHEARSAL.secret());

    public ZegoApp {
        if (appId < 1 || appId > Uint32.MAX || serverSecret.isBlank()) {
            throw new IllegalArgumentException(
                    "a simulated ZEGO app needs an app id from 1 to " + Uint32.MAX + " and a server secret");
        }
    }

    @Override
    public String toString() {
        return "ZegoApp[appId=" + appId + ", serverSecret=***]";
    }
}
