package io.conversationcleanup.model;

/**
 * Limits that stop a run early. Immutable.
 *
 * @param failedPercent the highest share of failed rows in the finished rows; infinite for off
 * @param afterRows the number of finished rows before the share counts
 * @param sameCodeInARow consecutive rows refused with one code; 0 for off
 */
public record StopLimits(double failedPercent, int afterRows, int sameCodeInARow) {}
