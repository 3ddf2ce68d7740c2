package io.conversationcleanup.report;

import io.conversationcleanup.ledger.RowStore.ReportRow;
import io.conversationcleanup.ledger.Run;
import io.conversationcleanup.ledger.Run.InputColumn;
import io.conversationcleanup.ledger.Run.InputColumn.Role;
import io.conversationcleanup.model.CallCounts;
import io.conversationcleanup.model.Conversation;
import io.conversationcleanup.model.ConversationRules;
import io.conversationcleanup.model.ConversationType;
import io.conversationcleanup.model.PeerRule;
import io.conversationcleanup.model.RequestedBy;
import io.conversationcleanup.model.RowState;
import io.conversationcleanup.model.RunIdentity;
import io.conversationcleanup.model.RunStatus;
import io.conversationcleanup.model.StopCause;
import io.conversationcleanup.runs.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows and runs that the tests of this package share. */
public final class Samples {

    /** The provider's numbers differ from the ledger's on purpose. */
    static final ConversationRules RULES = new ConversationRules(
            "sample",
            32,
            Map.of(
                    ConversationType.ONE_TO_ONE,
                    PeerRule.numbered(0, 32),
                    ConversationType.GROUP,
                    PeerRule.numbered(9, 48)),
            ConversationRules.ClearRamble.SENT);

    static final List<InputColumn> COLUMNS = List.of(
            new InputColumn("From_Account", Role.USER),
            new InputColumn("To_Account", Role.PEER),
            new InputColumn("Type", Role.TYPE),
            new InputColumn("ClearRamble", Role.CLEAR_RAMBLE));

    static final Instant AT = Instant.parse("2026-11-21T00:03:55.1Z");

    private Samples() {}

    static ReportRow row(long line, String user, String peer, RowState state) {
        return row(line, user, peer, state, null, null, 1);
    }

    static ReportRow row(
            long line, String user, String peer, RowState state, String code, String message, int attempts) {
        return new ReportRow(line, oneToOne(user, peer), null, state, code, message, attempts, AT);
    }

    static ReportRow untouched(long line, String user, String peer, RowState state, String message) {
        return new ReportRow(line, oneToOne(user, peer), null, state, null, message, 0, null);
    }

    static ReportRow rejected(long line, String original, String message) {
        return new ReportRow(line, null, original, RowState.REJECTED, null, message, 0, null);
    }

    static Conversation oneToOne(String user, String peer) {
        return new Conversation(user, peer, ConversationType.ONE_TO_ONE, false);
    }

    static Run run(RunStatus status, String reason, List<InputColumn> columns, double rate, CallCounts calls) {
        return new Run(
                7,
                1,
                new Run.Entry(
                        "demo-20261121-000355",
                        new RunIdentity("demo", "tencent/delete-conversation/1400000000", "ab12"),
                        "tencent",
                        "delete-conversation",
                        "users.csv",
                        columns,
                        "",
                        rate,
                        AT,
                        new RequestedBy(Optional.of("alice"), Optional.of("GDPR-7")),
                        Optional.empty()),
                status,
                cause(status, reason),
                true,
                reason,
                status == RunStatus.RUNNING ? null : AT.plusSeconds(90),
                Duration.ofMillis(6_400),
                Duration.ofMillis(5_000),
                calls,
                Optional.empty(),
                Optional.empty());
    }

    static Run run(RunStatus status, List<InputColumn> columns) {
        return run(status, null, columns, 160, CallCounts.NONE);
    }

    static Reports reports() {
        return new Reports(RULES, code -> Optional.empty(), Optional.empty(), () -> AT);
    }

    private static StopCause cause(RunStatus status, String reason) {
        if (reason != null && reason.startsWith(Summary.NOT_CONFIRMED)) {
            return StopCause.DECLINED;
        }
        return switch (status) {
            case STOPPED -> StopCause.PERSON;
            case STOPPED_BY_RULE -> StopCause.RULE;
            case ABORTED -> StopCause.REFUSED;
            default -> null;
        };
    }
}
