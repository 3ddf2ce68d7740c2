package io.conversationcleanup.quota;

/**
 * Leave for one call to depart now. Immutable.
 *
 * @param slot the place that the call holds in the window of the last second
 * @param departedAt when it departed, in nanoseconds of the pacer's time
 */
public record Permit(int slot, long departedAt) {}
