package io.conversationcleanup.report;

/** A row that was not done, as {@code report.html} shows it; empty texts for what is not known. Immutable. */
record FailedRow(long line, String user, String peer, String outcome, String code, String message) {}
