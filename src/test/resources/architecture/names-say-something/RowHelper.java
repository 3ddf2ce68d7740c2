package io.conversationcleanup.job;

class RowHelper {} // reported as a whole
