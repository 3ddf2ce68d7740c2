package io.conversationcleanup.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.SteadyClock;
import io.conversationcleanup.provider.CodeTable.Entry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Main code's tables, held against the corpus of documented codes. */
class CodeTableTest {

    private static final SteadyClock CLOCK = new SteadyClock(InstantSource.fixed(Instant.EPOCH), () -> 0);

    private static final Map<String, CodeTable> TABLES = Map.of(
            "tencent", io.conversationcleanup.provider.tencent.Provider.codes(),
            "zego", io.conversationcleanup.provider.zego.Provider.codes());

    static Stream<Arguments> corpus() {
        return Stream.of("tencent", "zego")
                .flatMap(provider -> DocumentedCode.all(provider).stream().map(code -> Arguments.of(provider, code)));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void eachDocumentedCodeLeadsToItsDisposition(String provider, DocumentedCode code) {
        CodedAnswers answers =
                new CodedAnswers(TABLES.get(provider), code.operation(), new SignatureGenerations(CLOCK));
        Outcome outcome = answers.outcome(code.number(), "why", 1);
        assertThat(DocumentedCode.Disposition.of(outcome.kind())).isEqualTo(code.disposition());
        assertThat(outcome.code()).isEqualTo(Long.toString(code.number()));
        assertThat(outcome.message()).startsWith("why");
    }

    @ParameterizedTest
    @MethodSource("providers")
    void theTableHasNoCodeThatTheCorpusLacks(String provider) {
        Set<Long> documented = DocumentedCode.all(provider).stream()
                .map(DocumentedCode::number)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(TABLES.get(provider).entries())
                .filteredOn(entry ->
                        documented.stream().noneMatch(number -> number >= entry.first() && number <= entry.last()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void whateverStopsARunComesWithAdvice(String provider) {
        assertThat(TABLES.get(provider).entries())
                .filteredOn(entry -> Set.of(Act.ABORT, Act.RETRY_TWICE_THEN_ABORT, Act.RESIGN_TWICE)
                        .contains(entry.act()))
                .allSatisfy(entry -> assertThat(entry.advice()).isNotBlank());
    }

    static Stream<String> providers() {
        return Stream.of("tencent", "zego");
    }

    @Test
    void anOperationsOwnEntryCountsBeforeThatOfAll() {
        CodeTable table = TABLES.get("tencent");
        assertThat(table.entry(51009, "delete-conversation-group").map(Entry::act))
                .contains(Act.DONE);
        assertThat(table.entry(51009, "delete-conversation").map(Entry::act)).contains(Act.ROW);
    }

    @Test
    void aCodesOwnEntryCountsBeforeARange() {
        CodeTable table = TABLES.get("zego");
        assertThat(table.entry(660300005, "delete-conversation").map(Entry::act))
                .contains(Act.SLOW);
        assertThat(table.entry(660300007, "delete-conversation").map(Entry::act))
                .contains(Act.ROW);
        assertThat(table.entry(661100000, "delete-conversation")).isEmpty();
    }

    @Test
    void anAnswerWithoutTextIsToldInTheTablesWords() {
        CodedAnswers answers =
                new CodedAnswers(TABLES.get("tencent"), "delete-conversation", new SignatureGenerations(CLOCK));
        Golden.check(
                "explain/denial-without-a-text.txt",
                answers.outcome(60026, " ", 1).message());
    }
}
