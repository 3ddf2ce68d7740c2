package io.conversationcleanup.lease;

import java.time.Duration;

/** How long leases bind. Stateless. */
public final class LeaseTerms {

    /** How long an owner's beat has to stay as it is, by the time of somebody who looks, until its lease may be taken. */
    public static final Duration TERM = Duration.ofSeconds(10);

    /** How often it is renewed, and hence how soon a request is heard. */
    public static final Duration BEAT = Duration.ofSeconds(1);

    /** A live owner hardly ever shows no beat for so long. */
    public static final Duration BEATS_MISSED = BEAT.multipliedBy(3);

    /**
     * How long an owner trusts its own lease after it last asked for its renewal, by its own clock. The rest of the term is
     * for what it had begun by then.
     */
    public static final Duration TRUST = Duration.ofSeconds(6);

    private LeaseTerms() {}
}
