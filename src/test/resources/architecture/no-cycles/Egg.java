package io.conversationcleanup.model;

public class Egg {
    public Object hatches() {
        return new io.conversationcleanup.quota.Hen(); // reported
    }
}
