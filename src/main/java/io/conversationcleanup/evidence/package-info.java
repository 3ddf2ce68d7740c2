/**
 * Evidence that reports are unchanged: {@link io.conversationcleanup.evidence.Manifest},
 * {@link io.conversationcleanup.evidence.LineChain} and their check,
 * {@link io.conversationcleanup.evidence.Verification}, which needs only the directory. Uses only {@code model}.
 */
@NullMarked
package io.conversationcleanup.evidence;

import org.jspecify.annotations.NullMarked;
