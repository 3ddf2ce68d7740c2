package io.conversationcleanup.misc;

class Stray {} // reported as a whole
