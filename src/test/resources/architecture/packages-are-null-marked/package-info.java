@NullMarked
package io.conversationcleanup.report;

import org.jspecify.annotations.NullMarked;
