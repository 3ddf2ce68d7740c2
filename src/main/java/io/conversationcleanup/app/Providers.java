package io.conversationcleanup.app;

import io.conversationcleanup.cli.Application.CodeExplanation;
import io.conversationcleanup.definition.JobDefinition;
import io.conversationcleanup.model.ProviderFacts;
import io.conversationcleanup.model.ProviderFacts.OperationFacts;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.CodeTable;
import io.conversationcleanup.provider.CodeTable.CodeAction;
import io.conversationcleanup.provider.ConversationProvider;
import io.conversationcleanup.provider.http.HttpPoster;
import io.conversationcleanup.provider.http.JsonApi;
import io.conversationcleanup.provider.http.TransportCode;
import io.conversationcleanup.simulator.SimulatorSettings.SimulatedApp;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The providers. Stateless. Their packages use the same class names, so the names are qualified. */
final class Providers {

    private static final ProviderFacts TENCENT = io.conversationcleanup.provider.tencent.Facts.provider();
    private static final ProviderFacts ZEGO = io.conversationcleanup.provider.zego.Facts.provider();

    private static final String OUTAGE_OR_ATTEMPT =
            "the row is sent again; an attempt counts unless there is an outage";
    private static final String UNLESS_KNOWN = "the run stops if the provider's API has not answered yet; otherwise ";

    private Providers() {}

    static List<ProviderFacts> facts() {
        return List.of(TENCENT, ZEGO);
    }

    /** Returns the job's operation with the job's credentials, or the simulator's if it has none. */
    static ConversationProvider provider(
            JobDefinition definition, HttpPoster http, SteadyClock clock, RandomGenerator random) {
        return definition.provider().equals(TENCENT)
                ? new io.conversationcleanup.provider.tencent.Provider(
                        tencentApp(definition), definition.operation().name(), http, clock, random)
                : new io.conversationcleanup.provider.zego.Provider(zegoApp(definition), http, clock, random);
    }

    static List<CodeExplanation> explain(String code) {
        if (code.matches(JsonApi.STATUS_CODE + "[1-5]\\d\\d")) {
            return List.of(explainStatus(code.substring(JsonApi.STATUS_CODE.length())));
        }
        if (code.equals("0")) {
            return List.of(new CodeExplanation("every provider", "the call succeeded", "the row is deleted", ""));
        }
        Optional<CodeExplanation> ours = TransportCode.of(code)
                .map(known -> new CodeExplanation(
                        "a word of this program", known.meaning(), consequence(known), known.advice()));
        if (ours.isPresent() || !code.matches("\\d{1,18}")) {
            return ours.stream().toList();
        }
        return Stream.concat(
                        explain(code, TENCENT, io.conversationcleanup.provider.tencent.Provider.codes()),
                        explain(code, ZEGO, io.conversationcleanup.provider.zego.Provider.codes()))
                .toList();
    }

    /** Returns what a person can do about an operation's code; empty if unknown. */
    static String advice(JobDefinition definition, String code) {
        String operation =
                definition.provider().name() + " " + definition.operation().name();
        // A number that only another operation documents does not apply here.
        return explain(code).stream()
                .filter(known -> known.source().equals(operation) || !code.matches("\\d+"))
                .map(CodeExplanation::advice)
                .findFirst()
                .orElse("");
    }

    private static String consequence(TransportCode code) {
        return switch (code.weight()) {
            case PASSING -> OUTAGE_OR_ATTEMPT;
            case ABORT_IF_NEVER_ANSWERED -> UNLESS_KNOWN + OUTAGE_OR_ATTEMPT;
            case ABORT -> CodeAction.ABORT.consequence();
        };
    }

    private static CodeExplanation explainStatus(String status) {
        CodeAction action = JsonApi.actionOn(Integer.parseInt(status));
        boolean another = JsonApi.mayBeAnother(Integer.parseInt(status));
        return new CodeExplanation(
                "a word of this program",
                "HTTP status " + status + ", and no code of the provider's in the answer",
                another ? UNLESS_KNOWN + OUTAGE_OR_ATTEMPT : action.consequence(),
                another ? "Check endpoint, and whether a proxy stands in between" : "");
    }

    private static Stream<CodeExplanation> explain(String code, ProviderFacts provider, CodeTable table) {
        return provider.operations().stream()
                .map(OperationFacts::name)
                .flatMap(operation -> table.entry(Long.parseLong(code), operation).stream()
                        .map(entry -> new CodeExplanation(
                                provider.name() + " " + operation,
                                entry.meaning(),
                                entry.action().consequence(),
                                entry.advice())));
    }

    private static io.conversationcleanup.provider.tencent.Signer.App tencentApp(JobDefinition definition) {
        return definition
                .credentials()
                .map(given -> new io.conversationcleanup.provider.tencent.Signer.App(
                        given.appId(),
                        given.admin().orElseThrow(),
                        given.secret().reveal()))
                .orElseGet(() -> {
                    var simulated = SimulatedApp.REHEARSAL;
                    return new io.conversationcleanup.provider.tencent.Signer.App(
                            simulated.appId(), simulated.admin(), simulated.secret());
                });
    }

    private static io.conversationcleanup.provider.zego.Signer.App zegoApp(JobDefinition definition) {
        return definition
                .credentials()
                .map(given -> new io.conversationcleanup.provider.zego.Signer.App(
                        given.appId(), given.secret().reveal()))
                .orElseGet(() -> {
                    var simulated = SimulatedApp.REHEARSAL;
                    return new io.conversationcleanup.provider.zego.Signer.App(simulated.appId(), simulated.secret());
                });
    }
}
