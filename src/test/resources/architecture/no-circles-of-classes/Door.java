package io.conversationcleanup.quota;

class Door {
    private final Hinge hinge = new Hinge(this);

    Object has() {
        return new Lock();
    }

    static class Hinge {
        Hinge(Door door) {}
    }
}
