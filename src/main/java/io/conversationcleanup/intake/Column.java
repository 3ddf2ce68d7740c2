package io.conversationcleanup.intake;

/**
 * A column of the input that is not ignored. Immutable.
 *
 * @param name the name in the file's own header
 * @param role what the column holds
 * @param index where it stands in a record, from 0, the ignored columns included
 */
public record Column(String name, Role role, int index) {}
