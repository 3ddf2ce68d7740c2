package io.conversationcleanup.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.intake.OddIds.Doubt;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OddIdsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.4E+09",
                "1,4E+09",
                "1.4e9",
                "1E+09",
                "12e+15",
                "-1.4E+09",
                "1E-05",
                "12345.0",
                "12345,0",
                "1.5",
                "12345.",
                "-7.00",
                "1,234,567",
                "12,345",
                "NULL",
                "null",
                "\\N",
                "(null)",
                "<null>",
                "[NULL]",
                "N/A",
                "<NA>",
                "#N/A",
                "#REF!",
                "#VALUE!",
                "#NAME?",
                "#DIV/0!",
                "#NULL!",
                "#NUM!",
                "#SPILL!",
                "#ERROR!",
                "#GETTING_DATA",
                "#NV",
                "#BEZUG!",
                "#¡VALOR!",
                "########",
                "Err:502",
                "\u200Ecarol",
                "carol\u200E",
                "car\u200Bol",
                "\u200B",
                "\uFEFFcarol",
                "carol\uFEFF",
                "\u200Dcarol",
                "carol\u200C",
                "ca\u00ADrol",
                "ca\u202Erol",
                "ca\u2028rol",
                "\u3164"
            })
    void noIdLooksSo(String id) {
        assertThat(OddIds.damage(id)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345",
                "0012345",
                "-12345",
                "12345678901234567890",
                "1e9",
                "5e10",
                "12e5",
                "10.0.0.1",
                "v1.5",
                "1.5x",
                "a.0",
                "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
                "@TGS#2J4SZEAEL",
                "#general",
                "#1",
                "carol",
                "Nulla",
                "nullable",
                "carol null",
                "می\u200Cخواهم",
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
                "\u2764\uFE0F",
                "用户-1",
                "e\u0301",
                "al ice"
            })
    void otherIdsAreNotDamaged(String id) {
        assertThat(OddIds.damage(id)).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidWithTheIdAndShowsWhatCannotBeSeen() {
        Golden.check(
                "input/damaged-ids.txt",
                List.of("1.4E+09", "12345.0", "NULL", "\\N", "#N/A", "\u200Ecarol", "car\u200Bol").stream()
                        .map(id -> "user " + OddIds.damage(id).orElseThrow())
                        .toList());
    }

    @Test
    void whatMayBeAnIdIsDoubted() {
        assertThat(List.of("'carol'", "'007", "\"carol\"", "=\"007\"", "“carol”"))
                .allSatisfy(id -> assertThat(OddIds.doubt(id)).contains(Doubt.QUOTED));
        assertThat(List.of("nan", "NaN", "None", "undefined", "NA", "-", "[object Object]"))
                .allSatisfy(id -> assertThat(OddIds.doubt(id)).contains(Doubt.PERHAPS_MISSING));
        assertThat(List.of("1-Mar", "Mar-01", "3-Mar-26", "3/4/2026", "2026-03-04", "1E9", "1e10"))
                .allSatisfy(id -> assertThat(OddIds.doubt(id)).contains(Doubt.CONVERTED));
        assertThat(List.of("1234567890123450", "1234567890123450000"))
                .allSatisfy(id -> assertThat(OddIds.doubt(id)).contains(Doubt.ROUNDED));
        assertThat(List.of(
                        "carol",
                        "O'Neil",
                        "12345",
                        "123456789012345",
                        "1234567890123456",
                        "mar-1001x",
                        "user-1",
                        "1-2"))
                .allSatisfy(id -> assertThat(OddIds.doubt(id)).isEmpty());
    }
}
