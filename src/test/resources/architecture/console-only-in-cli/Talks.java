package io.conversationcleanup.report;

class Talks {
    void out() {
        System.out.println(); // reported
    }

    void err() {
        System.err.println(); // reported
    }

    void trace(Exception e) {
        e.printStackTrace(); // reported
    }

    void exit() {
        System.exit(1); // reported
    }

    void halt() {
        Runtime.getRuntime().halt(1); // reported
    }

    String property() {
        return System.getProperty("user.dir");
    }
}
