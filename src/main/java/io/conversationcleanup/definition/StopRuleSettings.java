package io.conversationcleanup.definition;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * When a run stops by itself, before it has burnt the file. Immutable.
 *
 * @param failedPercent the share of failed rows above which the run stops, above 0 and up to 100; empty for never
 * @param afterRows how many rows must have been sent before the share counts
 * @param sameCodeInARow how many rows in a row may fail with the same code; empty for any number
 */
public record StopRuleSettings(OptionalDouble failedPercent, int afterRows, OptionalInt sameCodeInARow) {}
