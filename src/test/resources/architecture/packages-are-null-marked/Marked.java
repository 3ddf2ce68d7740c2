package io.conversationcleanup.report;

class Marked {}
