package io.conversationcleanup.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentyun.TLSSigAPIv2;
import io.conversationcleanup.simulator.ProviderApi.Refusal;
import io.conversationcleanup.simulator.TencentApi.UserSigVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UserSigVerifierTest {

    private static final String KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    private static final long APP = 1400000000L;
    private static final long TIME = 1600000000L;
    private static final long EXPIRE = 15552000L;
    private static final Instant NOW = Instant.ofEpochSecond(TIME + 1);

    /** Made with zlib level 6 and Python's JSON spacing from the vendor's published sample app, key and user. */
    private static final String PUBLISHED = "eJyrVgrxCdYrSy1SslJQMtIzUNJRAItkpqTmlWSmZUIkKjIT87NK82CSxSnZiQUFmSlAK"
            + "UMTAyiAyqVWFGQWpYJkTE1NjRDiJZm5YFEzNPXFmekgGwyjTAPy0l2y3BNL01KDMwPynUorUjwizV29jb1CUhyzfAMsjYNNvMvCj"
            + "H1tlWoBGhAzGw__";

    private final UserSigVerifier verifier = new UserSigVerifier(KEY, Long.MAX_VALUE);

    @Test
    void acceptsTheVendorsSampleAsEncodedElsewhere() {
        assertThat(verifier.check(PUBLISHED, APP, "xiaojun", NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1400000000, 5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e, xiaojun, 1600000000, 15552000,"
                + " 1Z5PngDjGaufeSiPoBuxdHY7EK3JTdAjMP93S4KvV3M=",
        "88888888, secret-key, admin, 1735689600, 3600, w69G20C2u4RwiWe740LRRD63ggrOZXS8oodPy5EEmCU=",
        "20030819, test-secret-key-1234567890abcdef, user_42, 1718764800, 604800,"
                + " 8y4PAvIKGCmKvubBW+DGnAa/LQ9VpBWp4fEjtiQ/VHQ=",
    })
    void acceptsThePublishedVectors(long app, String key, String user, long time, long expire, String signature) {
        String userSig = UserSigs.encode(UserSigs.fields(app, user, time, expire, signature));

        assertThat(new UserSigVerifier(key, Long.MAX_VALUE).check(userSig, app, user, Instant.ofEpochSecond(time)))
                .isEmpty();
    }

    @Test
    void acceptsWhatTheVendorsSignerSigns() {
        String userSig = new TLSSigAPIv2(APP, KEY).genUserSig("administrator", 86400);

        assertThat(verifier.check(userSig, APP, "administrator", Instant.now())).isEmpty();
    }

    @Test
    void refusesWhatTheVendorsSignerSignsWithAnotherKey() {
        String userSig = new TLSSigAPIv2(APP, "another key").genUserSig("administrator", 86400);

        assertThat(codeOf(userSig, "administrator", Instant.now())).isEqualTo(70009);
    }

    @Test
    void isGoodUpToTheSecondInWhichItExpires() {
        String userSig = UserSigs.sign(KEY, APP, "xiaojun", TIME, EXPIRE);

        assertThat(verifier.check(userSig, APP, "xiaojun", Instant.ofEpochSecond(TIME + EXPIRE)))
                .isEmpty();
    }

    @Test
    void refusesAnExpiredOneAlsoWhenItWasGoodBefore() {
        String userSig = UserSigs.sign(KEY, APP, "xiaojun", TIME, EXPIRE);
        Instant late = Instant.ofEpochSecond(TIME + EXPIRE + 1);

        assertThat(new UserSigVerifier(KEY, Long.MAX_VALUE).check(userSig, APP, "xiaojun", late))
                .map(Refusal::code)
                .hasValue(70001);
        assertThat(verifier.check(userSig, APP, "xiaojun", NOW)).isEmpty();
        assertThat(codeOf(userSig, "xiaojun", late)).isEqualTo(70001);
    }

    @Test
    void refusesOneOlderThanItsLifeHoweverLongItSaysItIsGood() {
        String userSig = UserSigs.sign(KEY, APP, "xiaojun", TIME, EXPIRE);
        UserSigVerifier strict = new UserSigVerifier(KEY, 2);

        assertThat(strict.check(userSig, APP, "xiaojun", Instant.ofEpochSecond(TIME + 2)))
                .isEmpty();
        assertThat(strict.check(userSig, APP, "xiaojun", Instant.ofEpochSecond(TIME + 3)))
                .hasValue(new Refusal(70001, "the UserSig has expired"));
    }

    @Test
    void refusesOneOfAnotherAccountAlsoWhenItIsKnown() {
        assertThat(verifier.check(PUBLISHED, APP, "xiaojun", NOW)).isEmpty();
        assertThat(codeOf(PUBLISHED, "administrator", NOW)).isEqualTo(70013);
    }

    @Test
    void refusesOneOfAnotherApp() {
        assertThat(verifier.check(PUBLISHED, APP + 1, "xiaojun", NOW))
                .map(Refusal::code)
                .hasValue(70014);
    }

    @ParameterizedTest
    @CsvSource({"1600000001, 15552000", "1600000000, 15552001"})
    void refusesOneWhoseFieldsWereChangedAfterSigning(long time, long expire) {
        String changed = UserSigs.encode(
                UserSigs.fields(APP, "xiaojun", time, expire, "1Z5PngDjGaufeSiPoBuxdHY7EK3JTdAjMP93S4KvV3M="));

        assertThat(codeOf(changed, "xiaojun", NOW)).isEqualTo(70009);
    }

    static Stream<String> damaged() {
        String good = UserSigs.sign(KEY, APP, "xiaojun", TIME, EXPIRE);
        String fields = UserSigs.fields(APP, "xiaojun", TIME, EXPIRE, "c2ln");
        byte[] compressed = Base64.getDecoder()
                .decode(PUBLISHED.replace('*', '+').replace('-', '/').replace('_', '='));
        byte[] trailed = Arrays.copyOf(compressed, compressed.length + 1);
        byte[] flipped = compressed.clone();
        flipped[flipped.length / 2] ^= 1;
        return Stream.of(
                "",
                "x",
                "no base 64!",
                good.substring(0, good.length() / 2 / 4 * 4),
                UserSigs.substituted(trailed),
                UserSigs.substituted(flipped),
                UserSigs.substituted("not compressed".getBytes(StandardCharsets.UTF_8)),
                PUBLISHED.replace('_', '='),
                UserSigs.encode("no JSON"),
                UserSigs.encode("[1]"),
                UserSigs.encode(fields.replace("2.0", "1.0")),
                UserSigs.encode(fields.replace("\"TLS.time\":1600000000", "\"TLS.time\":\"1600000000\"")),
                UserSigs.encode(fields.replace("\"TLS.sdkappid\":1400000000,", "")),
                UserSigs.encode(fields.replace("15552000", "-1")),
                UserSigs.encode(" ".repeat(1_000_000)));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void refusesADamagedOne(String userSig) {
        assertThat(codeOf(userSig, "xiaojun", NOW)).isEqualTo(70003);
    }

    @Test
    void acceptsManySignaturesAgainAndAgain() {
        for (int i = 0; i < 100; i++) {
            String userSig = UserSigs.sign(KEY, APP, "user" + i, TIME, EXPIRE);
            assertThat(verifier.check(userSig, APP, "user" + i, NOW)).isEmpty();
            assertThat(verifier.check(userSig, APP, "user" + i, NOW)).isEmpty();
        }
    }

    private int codeOf(String userSig, String identifier, Instant now) {
        return verifier.check(userSig, APP, identifier, now).orElseThrow().code();
    }
}
