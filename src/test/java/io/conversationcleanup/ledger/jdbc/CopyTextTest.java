package io.conversationcleanup.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CopyTextTest {

    @Test
    void cellsAreSeparatedAndNothingIsTakenForAnotherThing() {
        Staging.CopyText text = new Staging.CopyText();

        text.add(7L).add(null).add("").add("\\N").add("a\tb\nc\rd\\").add(true).endRow();
        text.add("é").endRow();

        assertThat(text).hasToString("7\t\\N\t\t\\\\N\ta\\tb\\nc\\rd\\\\\ttrue\né\n");
    }
}
