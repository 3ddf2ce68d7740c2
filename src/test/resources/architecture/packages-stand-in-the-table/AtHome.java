package io.conversationcleanup.report;

class AtHome {}
