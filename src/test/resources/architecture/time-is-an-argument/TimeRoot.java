package io.conversationcleanup.app;

class TimeRoot {
    long nanos() {
        return System.nanoTime();
    }
}
