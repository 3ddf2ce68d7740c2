package io.conversationcleanup.job;

class JobImpl {} // reported as a whole
