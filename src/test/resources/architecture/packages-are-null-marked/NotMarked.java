package io.conversationcleanup.intake;

class NotMarked {} // reported as a whole
