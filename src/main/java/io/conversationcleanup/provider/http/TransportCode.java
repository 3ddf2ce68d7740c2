package io.conversationcleanup.provider.http;

import java.util.Arrays;
import java.util.Optional;

/** Our own words for calls that got no answer of the provider's: they stand in reports where a code would. */
public enum TransportCode {
    /** No connection. */
    CONNECT(
            "connect",
            "No connection to the provider could be made; the call did not happen",
            "Check endpoint and network"),
    /** No connection in time. */
    CONNECT_TIMEOUT(
            "connect-timeout",
            "No connection to the provider could be made in time; the call did not happen",
            "Check endpoint, network and firewall"),
    /** The host's name is not known. */
    DNS("dns", "The name of the provider's host is not known here; the call did not happen", "Check endpoint and DNS"),
    /** The two sides cannot agree on a secure connection. */
    TLS(
            "tls",
            "The provider's certificate is not trusted, or its version of TLS not supported; the call did not happen",
            "Check endpoint. If the network replaces certificates, name its CA in http.trust",
            Weight.ABORT),
    /** No TLS at all. */
    NOT_TLS(
            "not-tls",
            "What answers at the endpoint does not speak TLS; the call did not happen",
            "Check the port of endpoint, and whether a proxy stands in between",
            Weight.ABORT_IF_NEVER_ANSWERED),
    /** The proxy wants another user or password. */
    PROXY_LOGIN(
            "proxy-login",
            "The proxy did not accept the user and password; the call did not happen",
            "Check user and password in http.proxy or HTTPS_PROXY",
            Weight.ABORT),
    /** The proxy does not want to make this connection. */
    PROXY_REFUSED(
            "proxy-refused",
            "The proxy does not allow connections to the provider, or is no proxy; the call did not happen",
            "Have the provider's host allowed at the proxy, or check http.proxy or HTTPS_PROXY",
            Weight.ABORT_IF_NEVER_ANSWERED),
    /** The proxy is of no use at present. */
    PROXY(
            "proxy",
            "The proxy could not be reached, or could not reach the provider; the call did not happen",
            "Check http.proxy or HTTPS_PROXY, and the network"),
    /** No answer in time. */
    TIMEOUT("timeout", "The call left and was not answered in time; it may have happened", ""),
    /** The connection ended before an answer. */
    RESET("reset", "The connection ended before an answer; the call may have happened", ""),
    /** The answer broke off. */
    TRUNCATED("truncated", "The answer broke off; the call may have happened", ""),
    /** The answer is longer than any that is documented. */
    OVERSIZED("oversized", "The answer is longer than any that is documented; the call may have happened", ""),
    /** The answer is not HTTP. */
    GARBAGE("garbage", "The answer is not HTTP; the call may have happened", "Check endpoint"),
    /** The answer is not the documented JSON. */
    UNREADABLE(
            "unreadable",
            "The answer is not the documented JSON; the call may have happened",
            "Check endpoint, and whether a proxy stands in between");

    private final String word;
    private final String meaning;
    private final String advice;
    private final Weight weight;

    /** What follows for the run. */
    public enum Weight {
        /** It may pass: the row is sent again. */
        PASSING,
        /** It may pass if the provider has answered before; otherwise it is a mistake in the settings. */
        ABORT_IF_NEVER_ANSWERED,
        /** Only a person can change it: the run stops. */
        ABORT
    }

    TransportCode(String word, String meaning, String advice) {
        this(word, meaning, advice, Weight.PASSING);
    }

    TransportCode(String word, String meaning, String advice, Weight weight) {
        this.word = word;
        this.meaning = meaning;
        this.advice = advice;
        this.weight = weight;
    }

    /** The word in reports. */
    public String word() {
        return word;
    }

    /** What it means, in a sentence without its full stop. */
    public String meaning() {
        return meaning;
    }

    /** What a person can do; empty if there is nothing to do. */
    public String advice() {
        return advice;
    }

    /** What follows for the run. */
    public Weight weight() {
        return weight;
    }

    /** The code with this word, or empty if it is none of ours. */
    public static Optional<TransportCode> of(String word) {
        return Arrays.stream(values()).filter(code -> code.word.equals(word)).findFirst();
    }
}
