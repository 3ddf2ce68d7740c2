package io.conversationcleanup.job;

class CsvUtil {} // reported as a whole
