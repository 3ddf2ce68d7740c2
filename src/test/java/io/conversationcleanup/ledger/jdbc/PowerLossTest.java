package io.conversationcleanup.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.LedgerBench;
import io.conversationcleanup.ledger.OutstandingRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of an H2 ledger when the power goes: what had been forced to the disk, and maybe no more. */
class PowerLossTest {

    @Test
    void whatWasRecordedAndWhatWasNotedIsThere(@TempDir Path before, @TempDir Path after) throws IOException {
        LedgerBench bench = new LedgerBench();
        long run;
        try (OpenRepository repository = OpenRepository.onForcedFile(before).withTables()) {
            bench.use(repository.ledger(bench));
            run = bench.runOfTenWithOneDeletedAndTwoNoted();
            Files.copy(ForcedFiles.forced(before.resolve("repository.mv.db")), after.resolve("repository.mv.db"));
        }

        try (OpenRepository repository = OpenRepository.onH2(after)) {
            bench.use(repository.ledger(bench));
            assertThat(repository.ledger(bench).tally(run).deleted()).isEqualTo(1);
            assertThat(repository.ledger(bench).tally(run).pending()).isEqualTo(9);
            assertThat(repository.ledger(bench).recoverInDoubt(run))
                    .extracting(OutstandingRow::row)
                    .containsExactly(2L, 3L);
        }
    }
}
