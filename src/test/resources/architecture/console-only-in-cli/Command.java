package io.conversationcleanup.cli;

class Command {
    void exit() {
        System.out.println();
        System.exit(1);
    }
}
