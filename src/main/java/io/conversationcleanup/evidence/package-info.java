/**
 * Evidence that reports are as they were written: the manifest with the SHA-256 of each file, the chain of hashes over the
 * lines of {@code results.csv}, and their check, which needs nothing but the directory.
 *
 * <p>Entry points: {@link io.conversationcleanup.evidence.Manifest} and {@link io.conversationcleanup.evidence.LineChain} to
 * write, {@link io.conversationcleanup.evidence.Verification} to check. Knows {@code model} alone.
 */
@NullMarked
package io.conversationcleanup.evidence;

import org.jspecify.annotations.NullMarked;
