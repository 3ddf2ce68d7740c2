package io.conversationcleanup.quota;

class Key {
    static class Ring {}

    Object fits() {
        return new Lock(); // reported
    }
}
