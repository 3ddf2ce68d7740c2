package io.conversationcleanup.plan;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationType;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of an input would do. Immutable.
 *
 * @param id 16 hexadecimal digits that stand for the conversations to be sent, in their order, and for where they go
 * @param target where that is
 * @param file the input as it was named
 * @param sha256 of its content, unpacked if it is gzip, in lower-case hex
 * @param counts the rows
 * @param firstToSend the first rows to be sent
 * @param firstRejected the first rows that are not
 * @param unfinished the job's other runs that are unfinished, the oldest first
 * @param warnings what may not be meant, each a sentence for a person
 */
public record Plan(
        String id,
        Target target,
        String file,
        String sha256,
        Counts counts,
        List<Sample> firstToSend,
        List<Reject> firstRejected,
        List<History.Earlier> unfinished,
        List<String> warnings) {

    public Plan {
        firstToSend = List.copyOf(firstToSend);
        firstRejected = List.copyOf(firstRejected);
        unfinished = List.copyOf(unfinished);
        warnings = List.copyOf(warnings);
    }

    /**
     * The rows of an input. Immutable.
     *
     * @param total all of them: the sum of the next three
     * @param toSend those that name a conversation for the first time, a call each
     * @param rejected those that are no conversation that could be sent
     * @param duplicate those that name a conversation of an earlier row
     * @param byType the rows to send by the type of their conversation; types without any are left out
     * @param clearRamble the rows to send that ask for the stored messages to go too
     */
    public record Counts(
            long total,
            long toSend,
            long rejected,
            long duplicate,
            Map<ConversationType, Long> byType,
            long clearRamble) {

        public Counts {
            Map<ConversationType, Long> inOrder = new EnumMap<>(ConversationType.class);
            inOrder.putAll(byType);
            byType = Collections.unmodifiableMap(inOrder);
        }
    }

    /**
     * A row to be sent. Immutable.
     *
     * @param line the line of the input on which it begins
     * @param conversation what it names
     */
    public record Sample(long line, Conversation conversation) {}

    /**
     * A row that is not. Immutable.
     *
     * @param line the line of the input on which it begins
     * @param reason what is wrong with it
     */
    public record Reject(long line, String reason) {}

    /** How long the calls take at the ceiling of the rate, retries not counted; empty if there is no ceiling. */
    public Optional<Duration> estimated() {
        return Double.isInfinite(target.callsPerSecond())
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) Math.ceil(1000 * counts.toSend() / target.callsPerSecond())));
    }
}
