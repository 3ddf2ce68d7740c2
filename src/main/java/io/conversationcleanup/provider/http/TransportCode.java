package io.conversationcleanup.provider.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The program's codes for calls without an answer. Reports show the names, so they must not change. */
public enum TransportCode {
    CONNECT(Weight.PASSING, "No connection to the provider could be made", "Check endpoint and network"),
    CONNECT_TIMEOUT(
            Weight.PASSING,
            "No connection to the provider could be made in time",
            "Check endpoint, network and firewall"),
    DNS(Weight.PASSING, "The name of the provider's host is not known here", "Check endpoint and DNS"),
    TLS(
            Weight.ABORT,
            "The provider's certificate is not trusted, or its version of TLS not supported",
            "Check endpoint. If the network replaces certificates, name its CA in http.trust"),
    NOT_TLS(
            Weight.ABORT_IF_NEVER_ANSWERED,
            "What answers at the endpoint does not speak TLS",
            "Check the port of endpoint, and whether a proxy stands in between"),
    PROXY_LOGIN(
            Weight.ABORT,
            "The proxy did not accept the user and password",
            "Check user and password in http.proxy or HTTPS_PROXY"),
    PROXY_REFUSED(
            Weight.ABORT_IF_NEVER_ANSWERED,
            "The proxy does not allow connections to the provider, or is no proxy",
            "Have the provider's host allowed at the proxy, or check http.proxy or HTTPS_PROXY"),
    PROXY(
            Weight.PASSING,
            "The proxy could not be reached, or could not reach the provider",
            "Check http.proxy or HTTPS_PROXY, and the network"),
    TIMEOUT("The call left and was not answered in time; it may have happened", ""),
    RESET("The connection ended before an answer; the call may have happened", ""),
    TRUNCATED("The answer broke off; the call may have happened", ""),
    OVERSIZED("The answer is longer than any that is documented; the call may have happened", ""),
    GARBAGE("The answer is not HTTP; the call may have happened", "Check endpoint"),
    UNREADABLE(
            "The answer is not the documented JSON; the call may have happened",
            "Check endpoint, and whether a proxy stands in between");

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final Weight weight;
    private final String meaning;
    private final String advice;

    /** What a code means for the run. */
    public enum Weight {
        /** It may pass: the row is sent again. */
        PASSING,
        /** It may pass if the provider has answered before; otherwise the settings are wrong. */
        ABORT_IF_NEVER_ANSWERED,
        /** Only a person can fix it: the run stops. */
        ABORT
    }

    /** For a call that left. */
    TransportCode(String meaning, String advice) {
        this.weight = Weight.PASSING;
        this.meaning = meaning;
        this.advice = advice;
    }

    /** For a call that did not leave. */
    TransportCode(Weight weight, String reason, String advice) {
        this.weight = weight;
        this.meaning = reason + "; the call did not happen";
        this.advice = advice;
    }

    public String word() {
        return word;
    }

    /** Returns a sentence without a full stop. */
    public String meaning() {
        return meaning;
    }

    /** Returns what a person can do; may be empty. */
    public String advice() {
        return advice;
    }

    public Weight weight() {
        return weight;
    }

    public static Optional<TransportCode> of(String word) {
        return Arrays.stream(values()).filter(code -> code.word.equals(word)).findFirst();
    }
}
