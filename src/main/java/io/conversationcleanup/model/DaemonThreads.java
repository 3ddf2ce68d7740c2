package io.conversationcleanup.model;

import java.util.concurrent.ThreadFactory;

/** Makes threads that do not keep the process alive. Stateless, hence thread-safe. */
public final class DaemonThreads {

    private DaemonThreads() {}

    /** Makes threads of this name. */
    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
