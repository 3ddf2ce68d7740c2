package io.conversationcleanup.quota;

public class Hen {
    public Object lays() {
        return new io.conversationcleanup.model.Egg(); // reported
    }
}
