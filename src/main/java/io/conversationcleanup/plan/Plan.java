package io.conversationcleanup.plan;

import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.RunStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The effect that a run of an input would have. Immutable.
 *
 * @param id 16 hexadecimal digits, derived from the target and the conversations to send in their order
 * @param sha256 of the unpacked content, in lower-case hex
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
     * The row counts of an input. Immutable.
     *
     * @param total the sum of the next three
     * @param clearRamble the rows to send that also clear stored messages
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

    /** A row to send. Immutable. */
    public record Sample(long line, Conversation conversation) {}

    /** A row that cannot be sent. Immutable. */
    public record Reject(long line, String reason) {}

    /** Returns the duration of the calls at the maximum rate without retries; empty if the rate is unlimited. */
    public Optional<Duration> estimated() {
        return Double.isInfinite(target.callsPerSecond())
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) Math.ceil(1000 * counts.toSend() / target.callsPerSecond())));
    }

    /**
     * The target of a plan, from the job file. Immutable; contains no secrets.
     *
     * @param defaults the values for absent or empty columns, and whether odd ids are accepted, as one text
     * @param callsPerSecond the maximum; infinite if unlimited
     */
    public record Target(
            String job,
            String provider,
            String operation,
            String app,
            String endpoint,
            String defaults,
            ConversationRules rules,
            double callsPerSecond,
            List<String> warnings) {

        public Target {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The earlier runs in the repository, oldest first. Immutable.
     *
     * @param sameContent the run that {@code run} would resume or find finished; empty if it would start a new run
     * @param largest the most rows of an earlier run of the job; 0 if there is none
     */
    public record History(List<Earlier> unfinished, Optional<Earlier> sameContent, long largest) {

        /** A history without runs. */
        public static final History NONE = new History(List.of(), Optional.empty(), 0);

        /**
         * An earlier run of the job. Immutable.
         *
         * @param closed whether it is finished or abandoned
         * @param reason why it stopped, in a sentence; empty if nothing stopped it
         * @param workedOnBy the process that works on it; empty if none
         */
        public record Earlier(
                String run,
                RunStatus status,
                boolean closed,
                long left,
                Optional<String> reason,
                Optional<String> workedOnBy) {}
    }
}
