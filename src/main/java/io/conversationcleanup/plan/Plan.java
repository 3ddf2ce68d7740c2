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

    /**
     * What a plan is for, as the job file has it. Immutable; it holds no secret.
     *
     * @param job the job's name
     * @param provider the provider's name in job files
     * @param operation the operation's name in job files
     * @param app the app at the provider
     * @param endpoint where the calls would go
     * @param defaults what holds for rows whose columns are absent or empty, and whether odd ids are accepted, as one text
     * @param rules what the operation accepts as a conversation
     * @param callsPerSecond the ceiling in calls a second; infinite if unlimited
     * @param warnings what is allowed in the job file and yet may not be meant
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
     * What the repository knows of earlier runs. Immutable.
     *
     * @param unfinished the job's other runs that are unfinished, the oldest first
     * @param sameContent the run that {@code run} would take up, or find done; empty if it would start a new one
     * @param largest the most rows that an earlier run of the job had; 0 if there was none
     */
    public record History(List<Earlier> unfinished, Optional<Earlier> sameContent, long largest) {

        /** No run was ever made. */
        public static final History NONE = new History(List.of(), Optional.empty(), 0);

        /**
         * An earlier run of the job. Immutable.
         *
         * @param run its name
         * @param status where it stands
         * @param closed whether nothing is left to do, or somebody has closed it for good
         * @param left the rows that are left to send
         * @param reason why it stopped, in a sentence; empty if nothing stopped it
         * @param workedOnBy who works on it now; empty if nobody does
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
