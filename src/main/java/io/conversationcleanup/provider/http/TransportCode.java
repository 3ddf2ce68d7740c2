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
    /** No secure connection. */
    TLS(
            "tls",
            "No secure connection to the provider could be made; the call did not happen",
            "Check endpoint, and whether a proxy replaces certificates"),
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

    TransportCode(String word, String meaning, String advice) {
        this.word = word;
        this.meaning = meaning;
        this.advice = advice;
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

    /** The code with this word, or empty if it is none of ours. */
    public static Optional<TransportCode> of(String word) {
        return Arrays.stream(values()).filter(code -> code.word.equals(word)).findFirst();
    }
}
