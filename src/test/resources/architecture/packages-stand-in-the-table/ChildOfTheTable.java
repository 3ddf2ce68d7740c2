package io.conversationcleanup.report.html;

class ChildOfTheTable {} // reported as a whole
