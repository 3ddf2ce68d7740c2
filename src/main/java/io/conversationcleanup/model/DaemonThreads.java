package io.conversationcleanup.model;

import java.util.concurrent.ThreadFactory;

/** A factory of threads that do not keep the process alive. Stateless. */
public final class DaemonThreads {

    private DaemonThreads() {}

    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
