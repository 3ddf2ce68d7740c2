package io.conversationcleanup.report;

/** A place on an axis that has a label. Immutable. */
record Tick(double at, String label) {}
