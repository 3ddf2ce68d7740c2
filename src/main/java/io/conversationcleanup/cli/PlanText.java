package io.conversationcleanup.cli;

import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.Wording;
import io.conversationcleanup.plan.Plan;
import io.conversationcleanup.plan.Plan.Target;
import io.conversationcleanup.report.SummaryText;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The output of {@code plan}, at most 80 columns wide except for names. Stateless. */
final class PlanText {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ROOT);

    private PlanText() {}

    static List<String> lines(Plan plan, ZonedDateTime now) {
        Target target = plan.target();
        List<String> lines = new ArrayList<>();
        lines.add("Plan " + plan.id() + ": nothing is sent by this command.");
        wrap(
                target.provider() + " " + target.operation() + ", app " + target.app() + ", at " + target.endpoint(),
                lines);
        lines.add("  Input: " + plan.file());
        counts(plan, lines);
        lines.add(time(plan, now));
        if (!plan.firstToSend().isEmpty()) {
            lines.add(
                    heading("To send", plan.firstToSend().size(), plan.counts().toSend()));
            plan.firstToSend()
                    .forEach(row -> wrapDeeper(
                            "line " + row.line() + ": " + row.conversation().user() + " with "
                                    + row.conversation().peer() + ", "
                                    + type(row.conversation().type())
                                    + (row.conversation().clearRamble() ? ", messages too" : ""),
                            lines));
        }
        if (!plan.firstRejected().isEmpty()) {
            lines.add(heading(
                    "Rejected", plan.firstRejected().size(), plan.counts().rejected()));
            plan.firstRejected().forEach(row -> wrapDeeper("line " + row.line() + ": " + row.reason(), lines));
        }
        if (!plan.warnings().isEmpty()) {
            lines.add("  Warnings:");
            plan.warnings().forEach(warning -> wrapDeeper("* " + warning, lines));
        }
        return lines;
    }

    private static void counts(Plan plan, List<String> lines) {
        Plan.Counts counts = plan.counts();
        SummaryText.wrap(
                List.of(
                        Wording.count(counts.total(), "row") + ":",
                        Wording.count(counts.toSend()) + " to send,",
                        Wording.count(counts.rejected()) + " rejected,",
                        Wording.count(counts.duplicate(), "duplicate")),
                lines);
        String types = counts.byType().entrySet().stream()
                .map(entry -> Wording.count(entry.getValue()) + " " + type(entry.getKey()))
                .collect(Collectors.joining(", "));
        wrap(
                Wording.count(counts.toSend(), "call")
                        + (types.isEmpty() ? "" : ": " + types)
                        + (counts.clearRamble() == 0
                                ? ""
                                : "; " + Wording.count(counts.clearRamble()) + " with clearRamble"),
                lines);
    }

    private static String time(Plan plan, ZonedDateTime now) {
        if (plan.estimated().isEmpty()) {
            return "  As fast as it goes: the rate is unlimited.";
        }
        Duration time = plan.estimated().get();
        ZonedDateTime done = now.plus(time).plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
        return "  At " + Wording.rate(plan.target().callsPerSecond()) + " calls/s: " + Wording.duration(time)
                + "; started now, done at " + LOCAL.format(done);
    }

    private static String heading(String what, long shown, long all) {
        return "  " + what + (shown < all ? ", the first " + shown + " of " + Wording.count(all) : "") + ":";
    }

    static String type(ConversationType type) {
        return switch (type) {
            case ONE_TO_ONE -> "one-to-one";
            case GROUP -> "group";
            case CONVERSATION_GROUP -> "conversation-group";
        };
    }

    private static void wrap(String text, List<String> lines) {
        SummaryText.wrap(SummaryText.words(text), lines);
    }

    private static void wrapDeeper(String text, List<String> lines) {
        SummaryText.wrap(SummaryText.words(text), "  ", lines);
    }
}
