package io.conversationcleanup.model;

/**
 * When a run stops by itself, before it has failed for the whole file. Immutable.
 *
 * @param failedPercent the share of failed rows, in per cent of the finished rows, above which the run stops; infinite for off
 * @param afterRows how many rows must have finished before the share counts
 * @param sameCodeInARow how many rows in a row may be refused with the same code; 0 for off
 */
public record StopLimits(double failedPercent, int afterRows, int sameCodeInARow) {}
