/**
 * Evidence that reports are unchanged: a manifest with file hashes, a chain of line hashes, and their check, which
 * needs only the directory.
 *
 * <p>Entry points: {@link io.conversationcleanup.evidence.Manifest} and
 * {@link io.conversationcleanup.evidence.LineChain} write, {@link io.conversationcleanup.evidence.Verification} checks.
 * Uses only {@code model}.
 */
@NullMarked
package io.conversationcleanup.evidence;

import org.jspecify.annotations.NullMarked;
