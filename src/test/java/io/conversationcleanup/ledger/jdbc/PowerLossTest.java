package io.conversationcleanup.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.LedgerBench;
import io.conversationcleanup.ledger.OwnedRun;
import io.conversationcleanup.model.Row;
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
        OwnedRun owned;
        try (OpenRepository repository = OpenRepository.onForcedFile(before).withTables()) {
            bench.use(repository.ledger(bench), repository.leases());
            owned = bench.runOfTenWithOneDeletedAndTwoNoted();
            Files.copy(ForcedFiles.forced(before.resolve("repository.mv.db")), after.resolve("repository.mv.db"));
        }

        try (OpenRepository repository = OpenRepository.onH2(after)) {
            bench.use(repository.ledger(bench), repository.leases());
            assertThat(repository.ledger(bench).results().tally(owned.run()).deleted())
                    .isEqualTo(1);
            assertThat(repository.ledger(bench).results().tally(owned.run()).pending())
                    .isEqualTo(9);
            assertThat(repository.ledger(bench).outstanding().recoverInDoubt(owned))
                    .extracting(Row::number)
                    .containsExactly(2L, 3L);
        }
    }
}
