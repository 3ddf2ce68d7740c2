package io.conversationcleanup.chart;

/** A place on an axis that has a label. Immutable. */
record Tick(double at, String label) {}
