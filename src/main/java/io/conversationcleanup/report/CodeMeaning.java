package io.conversationcleanup.report;

/**
 * What is known of a provider's code. Immutable.
 *
 * @param meaning what the provider says it means, without a full stop
 * @param advice what a person can do; empty if there is nothing to do
 */
public record CodeMeaning(String meaning, String advice) {}
