package io.conversationcleanup.job;

class CsvUtils {} // reported as a whole
