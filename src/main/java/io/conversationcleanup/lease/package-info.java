/**
 * Who works on a run: leases and their terms, the heartbeat that renews them, and what others ask of an owner.
 *
 * <p>Entry points: {@link io.conversationcleanup.lease.Leases} and {@link io.conversationcleanup.lease.LeaseAcquisition}. Knows {@code model}.
 */
@NullMarked
package io.conversationcleanup.lease;

import org.jspecify.annotations.NullMarked;
