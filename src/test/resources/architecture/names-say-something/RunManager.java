package io.conversationcleanup.job;

class RunManager {} // reported as a whole
