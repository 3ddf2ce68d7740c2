package io.conversationcleanup.quota;

class Lock {
    Object opens() {
        return new Key.Ring(); // reported
    }
}
