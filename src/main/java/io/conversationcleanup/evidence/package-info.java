/**
 * What shows that reports are as they were written: the manifest with the SHA-256 of each file, the chain of hashes over the
 * lines of {@code results.csv}, and their check, which needs nothing but the directory.
 *
 * <p>Entry points: {@link io.conversationcleanup.evidence.Manifest}, {@link io.conversationcleanup.evidence.LineChain} for who
 * writes, {@link io.conversationcleanup.evidence.Verification} for who checks. Knows no other package.
 */
@NullMarked
package io.conversationcleanup.evidence;

import org.jspecify.annotations.NullMarked;
