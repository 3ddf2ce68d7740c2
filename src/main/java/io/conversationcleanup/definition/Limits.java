package io.conversationcleanup.definition;

import java.util.OptionalInt;

/**
 * How fast and how wide calls are sent. Immutable.
 *
 * @param rate the ceiling of calls per second
 * @param maxInFlight how many calls may be under way at once, from 1 to 10,000; empty to derive it from the rate
 * @param strict whether the ceiling is to hold at the provider's end too, whatever the network does to the spacing
 */
public record Limits(CallRate rate, OptionalInt maxInFlight, boolean strict) {}
