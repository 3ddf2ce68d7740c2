package io.conversationcleanup.job;

class Utility {}
