package io.conversationcleanup.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemTextTest {

    private static final String TYPED = "用户-é";

    @ParameterizedTest
    @ValueSource(strings = {"US-ASCII", "ISO-8859-1", "windows-1252", "EUC-JP"})
    void whatWasTypedInUtf8AndReadOtherwiseIsDamaged(String charset) {
        Charset system = Charset.forName(charset);

        assertThat(SystemText.isDamaged(new String(TYPED.getBytes(StandardCharsets.UTF_8), system), system))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "EUC-JP"})
    void whatWasTypedInTheSystemsCharacterSetIsNot(String charset) {
        Charset system = Charset.forName(charset);

        assertThat(SystemText.isDamaged(new String("用户".getBytes(system), system), system))
                .isFalse();
    }

    @Test
    void asciiNeverIs() {
        assertThat(SystemText.isDamaged("a-b.csv?", StandardCharsets.US_ASCII)).isFalse();
        assertThat(SystemText.isDamaged("a-é.csv", StandardCharsets.ISO_8859_1)).isFalse();
    }

    @Test
    void aNameThatHoldsNoPathIsNone() {
        assertThat(SystemText.path("a\0b")).isEmpty();
        assertThat(SystemText.path("a-b")).isPresent();
    }
}
