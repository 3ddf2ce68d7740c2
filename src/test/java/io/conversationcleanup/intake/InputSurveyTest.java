package io.conversationcleanup.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.intake.Header.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputSurveyTest {

    private static final String TWO_ROWS = "user,peer\nalice,bob\n\ncarol,dave";

    @TempDir
    private Path directory;

    @Test
    void tellsTheColumnsTheRowsAndTheHashOfTheBytes() {
        InputFile file = IntakeFixture.file(directory, TWO_ROWS);

        InputSurvey survey = InputSurvey.of(file, IntakeFixture.LAYOUT);

        assertThat(survey.rows()).isEqualTo(2);
        // printf 'user,peer\nalice,bob\n\ncarol,dave' | sha256sum
        assertThat(survey.sha256()).isEqualTo("d27ff55804ab27b4bd6b241bc7627564b6b46fe9d0c89f486a0c53e957ac2aa0");
        assertThat(survey.header().columns()).extracting(Column::name).containsExactly("user", "peer");
        assertThat(survey.file()).isSameAs(file);
        assertThat(survey.layout()).isSameAs(IntakeFixture.LAYOUT);
    }

    @Test
    void aFileOfAHeaderAloneHasNoRows() {
        assertThat(survey("user,peer").rows()).isZero();
        assertThat(survey("user,peer\r\n").rows()).isZero();
        assertThat(IntakeFixture.rows(IntakeFixture.file(directory, "user,peer")))
                .isEmpty();
    }

    @Test
    void packedAndPlainContentAreTheSameHoweverTheyArePacked() {
        InputFile packed = IntakeFixture.file(directory, IntakeFixture.gzip(TWO_ROWS));
        InputFile inTwoMembers = IntakeFixture.file(
                directory,
                join(
                        IntakeFixture.gzip(TWO_ROWS.substring(0, 12)),
                        IntakeFixture.gzip(TWO_ROWS.substring(12)),
                        new byte[512]));
        InputFile plain = IntakeFixture.file(directory, TWO_ROWS);

        assertThat(IntakeFixture.rows(packed))
                .isEqualTo(IntakeFixture.rows(plain))
                .hasSize(2);
        assertThat(List.of(packed, inTwoMembers, plain)).allSatisfy(file -> {
            InputSurvey survey = InputSurvey.of(file, IntakeFixture.LAYOUT);
            assertThat(survey.sha256()).isEqualTo(survey(TWO_ROWS).sha256());
            assertThat(survey.bytes()).isEqualTo(TWO_ROWS.length());
        });
    }

    @Test
    void rowsWithoutAValueAreBlankLines() {
        String content = ",,\n\"\",\"\"\n , ,\nuser,peer,note\na,b,c\n,,\n,,,,,,\n\"\",\"\",\n\t,\n\n d,e,f\nd,e,f\n,,";

        assertThat(IntakeFixture.rows(IntakeFixture.file(directory, content)))
                .extracting(ParsedRow::line)
                .containsExactly(5L, 11L, 12L);
        assertThat(survey(content).rows()).isEqualTo(3);
        assertThat(IntakeFixture.rows(IntakeFixture.file(directory, "user,peer\n\"\"\"\",\n,x\n\",\",\n")))
                .hasSize(3);
    }

    @Test
    void aNoteToExcelAboutTheSeparatorIsNamed() {
        Golden.check(
                "input/separator-notes.txt",
                Stream.of("sep=,\nuser,peer\na,b\n", "\uFEFF\"SEP=;\"\r\nuser;peer\r\n", "sep=,,,\nuser,peer\n")
                        .map(content -> problem(content.getBytes(StandardCharsets.UTF_8)))
                        .toList());
    }

    @Test
    void aFileOfAnotherKindIsNamedAsWhatItIs() throws IOException {
        byte[] tar = new byte[1_024];
        System.arraycopy("ustar".getBytes(StandardCharsets.UTF_8), 0, tar, 257, 5);
        Golden.check(
                "input/files-of-another-kind.txt",
                Stream.of(
                                zip("users.csv", "user,peer\na,b\n"),
                                zip("[Content_Types].xml", "<Types/>"),
                                zip("xl/workbook.xml", "<workbook/>"),
                                zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                                bytes("D0CF11E0A1B11AE10000"),
                                IntakeFixture.gzip(IntakeFixture.gzip(TWO_ROWS)),
                                tar,
                                IntakeFixture.gzip(tar),
                                bytes("425A6839314159"),
                                bytes("FD377A585A000004"),
                                bytes("28B52FFD0458"),
                                bytes("377ABCAF271C0004"),
                                bytes("526172211A0700"),
                                bytes("5041523115041500"),
                                bytes("255044462D312E37"),
                                bytes("504B0506000000000000"))
                        .map(this::problem)
                        .toList());
    }

    @Test
    void aZipArchiveWithTheNameOfAWorkbookIsOne() throws IOException {
        Path path = Files.write(directory.resolve("Users.XLSX"), zip("users.csv", "user,peer\n"));

        assertThatExceptionOfType(UnusableInputException.class)
                .isThrownBy(() -> InputSurvey.of(InputFile.of(path), IntakeFixture.LAYOUT))
                .withMessageContaining("is an Excel workbook (.xlsx), not a CSV file");
    }

    private static byte[] zip(String name, String content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            ZipEntry entry = new ZipEntry(name);
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            CRC32 crc = new CRC32();
            crc.update(bytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void aPlainFileWithThePackedEndingIsReadAsWhatItIs() throws IOException {
        Path path = Files.writeString(directory.resolve("rows.csv.gz"), TWO_ROWS);

        assertThat(InputSurvey.of(InputFile.of(path), IntakeFixture.LAYOUT).rows())
                .isEqualTo(2);
    }

    @Test
    void packedFilesJoinedIntoOneAreReadToTheEnd() {
        byte[] joined = join(
                IntakeFixture.gzip("user,peer\nalice,"),
                IntakeFixture.gzip(""),
                IntakeFixture.gzip("bob\ncarol,dave\n"));

        assertThat(IntakeFixture.rows(IntakeFixture.file(directory, joined))).hasSize(2);
    }

    @Test
    void aPackedFileCutOffAnywhereIsUnusable() {
        byte[] packed = IntakeFixture.gzip(TWO_ROWS);
        for (int length = 2; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertUnusable(cut)
                    .as("cut at %d", length)
                    .withMessageMatching("(?s).*(cannot be opened|damaged or cut off).*");
        }
    }

    @Test
    void aPackedFileCutOffAnywhereInASecondMemberIsUnusable() {
        byte[] first = IntakeFixture.gzip("user,peer\nalice,bob\n");
        byte[] second = IntakeFixture.gzip("carol,dave\n");
        for (int length = 1; length < second.length; length++) {
            byte[] cut = join(first, Arrays.copyOf(second, length));
            assertUnusable(cut)
                    .as("cut at %d", length)
                    .withMessageContaining("the gzip data is damaged or cut off near line");
        }
    }

    @Test
    void aDamagedPackedFileIsUnusable() {
        byte[] packed = IntakeFixture.gzip(TWO_ROWS);
        packed[packed.length - 6] ^= 1;

        Golden.check("input/gzip-damaged.txt", problem(packed));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 18, 19, 100, 200_000})
    void zerosThatFillUpAPackedFileAreIgnored(int extra) {
        InputFile padded = IntakeFixture.file(directory, join(IntakeFixture.gzip(TWO_ROWS), new byte[extra]));

        assertThat(InputSurvey.of(padded, IntakeFixture.LAYOUT).rows()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 17, 18, 19, 100, 200_000})
    void bytesAfterThePackedDataAreNotPassedOver(int extra) {
        byte[] garbage = new byte[extra];
        garbage[extra - 1] = 1;
        assertUnusable(join(IntakeFixture.gzip(TWO_ROWS), garbage))
                .withMessageContaining(extra + " bytes follow the compressed data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void utf16IsUnusableAndNamed(String charset) {
        byte[] content = "user,peer\nalice,bob\n".getBytes(Charset.forName(charset));

        assertUnusable(content).withMessageContaining("UTF-16");
    }

    @Test
    void utf16WithAMarkIsToldByItsFirstBytes() {
        Golden.check("input/utf-16.txt", problem("\uFEFFuser,peer".getBytes(StandardCharsets.UTF_16LE)));
    }

    @Test
    void aWrongByteIsFoundWhereverItIs() {
        String row = "alice,bob\n";
        byte[] rows = ("user,peer\n" + row.repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        for (int offset : new int[] {16, 65_537, 262_143, 262_144, 327_679, 327_680, 999_999, rows.length - 1}) {
            byte[] content = rows.clone();
            content[offset] = (byte) 0xFC;

            assertUnusable(content)
                    .withMessageContaining("line %,d, byte 0xFC at offset %,d;", offset / row.length() + 1, offset);
        }
    }

    @Test
    void theOffsetOfAWrongByteInAPackedFileIsThatOfTheContent() {
        byte[] content = "user,peer\nren\u00e9,bob".getBytes(StandardCharsets.ISO_8859_1);

        Golden.check("input/not-utf-8-in-a-packed-file.txt", problem(IntakeFixture.gzip(content)));
    }

    @Test
    void longCharactersAcrossReadsArrive() {
        String name = "\uD83D\uDE00é中";
        String content = "user,peer\n" + ("x," + name + "\n").repeat(100_000);

        assertThat(IntakeFixture.rows(IntakeFixture.file(directory, content)))
                .hasSize(100_000)
                .allSatisfy(row -> assertThat(
                                ((ParsedRow.Accepted) row).conversation().peer())
                        .isEqualTo(name));
    }

    @Test
    void aHeaderLongerThanALineMayBeIsUnusable() {
        Golden.check(
                "input/header-too-long.txt",
                problem(("user,peer" + ",x".repeat(40_000)).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aRowWithAValueOverSeveralLinesCountsOnce() {
        assertThat(survey("user,peer,note\na,b,\"x\nc,d,y\n\nz\"\ne,f,\n").rows())
                .isEqualTo(2);
        assertThat(survey("user,peer,note\na,b,\"x\r\nc,d,y\r\rz\"").rows()).isEqualTo(1);
    }

    @Test
    void aQuoteThatNoLaterLineClosesInOrderCostsItsLineOnly() {
        assertThat(survey("user,peer,note\na,b,\"x\nc,d,y\n\ne,f,g").rows()).isEqualTo(3);
        assertThat(survey("user,peer,note\na,b,\"x\nc,d,y\n\ne,f,g\"h").rows()).isEqualTo(3);
        assertThat(survey("user,peer,note\na,\"x\nc,d,y\n\ne,f\"").rows()).isEqualTo(3);
    }

    @Test
    void aWrongByteInAValueOverSeveralLinesIsNamedByItsOwnLine() {
        byte[] content = "user,peer,note\na,b,\"x\r\n\r\ny\u00e9\"\nc,d,e".getBytes(StandardCharsets.ISO_8859_1);

        Golden.check("input/not-utf-8-in-a-value-over-several-lines.txt", problem(content));
    }

    private InputSurvey survey(String content) {
        return InputSurvey.of(IntakeFixture.file(directory, content), IntakeFixture.LAYOUT);
    }

    private ThrowableAssertAlternative<UnusableInputException> assertUnusable(byte[] content) {
        InputFile file = IntakeFixture.file(directory, content);
        return assertThatExceptionOfType(UnusableInputException.class)
                .isThrownBy(() -> InputSurvey.of(file, IntakeFixture.LAYOUT));
    }

    private String problem(byte[] content) {
        return IntakeFixture.masked(assertUnusable(content).actual(), directory);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
