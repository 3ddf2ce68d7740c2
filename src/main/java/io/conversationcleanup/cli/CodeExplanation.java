package io.conversationcleanup.cli;

/**
 * What is known of a provider's code. Immutable.
 *
 * @param source whose code it is: provider and operation as in job files, or this program
 * @param meaning what the provider says it means
 * @param consequence what the program does about it
 * @param advice what a person can do; empty if there is nothing to do
 */
public record CodeExplanation(String source, String meaning, String consequence, String advice) {}
