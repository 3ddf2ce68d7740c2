package io.conversationcleanup.report;

/** The documented meaning of a provider's code, without a full stop, and advice, empty if there is none. Immutable. */
public record CodeMeaning(String meaning, String advice) {}
