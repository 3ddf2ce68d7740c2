package io.conversationcleanup.dispatch;

import io.conversationcleanup.model.MonotonicTime;

/** The machine's time; its waits end early when the run halts. Thread-safe. */
public final class SystemTime implements MonotonicTime {

    private final Halt halt;

    /** Time whose waits this switch calls off. */
    public SystemTime(Halt halt) {
        this.halt = halt;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Wait sleep(long nanos) {
        return halt.await(nanos) ? Wait.CALLED_OFF : Wait.ENDED;
    }
}
