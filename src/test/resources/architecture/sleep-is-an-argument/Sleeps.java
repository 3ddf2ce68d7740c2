package io.conversationcleanup.job;

import io.conversationcleanup.model.MonotonicTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

class Sleeps {
    void thread() throws InterruptedException {
        Thread.sleep(1); // reported
    }

    void unit() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1); // reported
    }

    void park() {
        LockSupport.parkNanos(1); // reported
    }

    void parkUntil() {
        LockSupport.parkUntil(1); // reported
    }

    Object given(MonotonicTime time) {
        return time.sleep(1);
    }
}
