/**
 * Leases on runs, the heartbeat that renews them, and requests to their owners.
 *
 * <p>Entry points: {@link io.conversationcleanup.lease.Leases} and
 * {@link io.conversationcleanup.lease.LeaseAcquisition}. Knows {@code model}.
 */
@NullMarked
package io.conversationcleanup.lease;

import org.jspecify.annotations.NullMarked;
