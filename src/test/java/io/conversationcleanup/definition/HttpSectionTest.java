package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.definition.HttpSection.TrustFile;
import io.conversationcleanup.definition.ProxyReader.ProxyRule;
import io.conversationcleanup.golden.Golden;
import io.conversationcleanup.model.ProxyServer;
import io.conversationcleanup.provider.http.Certificates;
import java.net.URI;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which proxy is used for which host, and what is trusted. */
class HttpSectionTest extends JobFileFixture {

    private static final URI PROVIDER = URI.create("https://adminapisgp.im.qcloud.com");

    @Test
    void thereIsNoProxyUnlessSomethingNamesOne() {
        assertThat(read(REQUIRED).http().proxies().proxyFor(PROVIDER)).isEmpty();
        assertThat(read(REQUIRED).http().trust()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy:3128, http://proxy:3128",
        "http://proxy, http://proxy:80",
        "http://PROXY.corp:3128/, http://PROXY.corp:3128",
        "socks5://proxy, socks5://proxy:1080",
        "socks5h://10.0.0.1:9050, socks5://10.0.0.1:9050",
        "http://[fd00::1]:3128, http://[fd00::1]:3128"
    })
    void theJobFileNamesAProxy(String text, String shown) {
        assertThat(proxy(REQUIRED + "http: {proxy: \"" + text + "\"}", Map.of(), Map.of()))
                .map(ProxyServer::toString)
                .contains(shown);
    }

    @Test
    void userAndPasswordArePercentDecodedAndNeverShown() {
        JobDefinition job = read(REQUIRED + "http: {proxy: \"http://anna:geheim%40x+%C3%A4@proxy:3128\"}");

        assertThat(job.http().proxies().proxyFor(PROVIDER).flatMap(ProxyServer::login))
                .contains(new ProxyServer.Login("anna", "geheim@x+ä"));
        assertThat(job.toString())
                .contains("http://proxy:3128")
                .doesNotContain("anna")
                .doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://anna:geheim@proxy:3128",
                "http://anna:geh@eim@proxy:3128",
                "http://anna:geheim@proxy:99999",
                "http://anna:geheim@proxy:0",
                "http://anna:geheim@proxy:3128/geheim",
                "http://anna:geheim@proxy:3128?geheim",
                "http://anna:geheim%4@proxy:3128",
                "anna:geheim@proxy:3128",
                "geheim"
            })
    void anUnfitProxyIsRefusedAndNotShown(String text) {
        assertThat(problems(REQUIRED + "http: {proxy: \"" + text + "\"}"))
                .singleElement()
                .asString()
                .startsWith("http.proxy (line 6): must be http://[user:password@]host[:port] or socks5://")
                .doesNotContain("anna")
                .doesNotContain("geheim");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http: http://anna:geheim@proxy:3128",
                "http: {proxy: [\"http://anna:geheim@proxy:3128\"]}",
                "http: {proxy: {url: \"http://anna:geheim@proxy:3128\"}}",
                "http: {\"http://anna:geheim@proxy:3128\": x}",
                "http: {prxy: \"http://anna:geheim@proxy:3128\"}",
                "proxy: \"http://anna:geheim@proxy:3128\""
            })
    void aPasswordInTheWrongPlaceIsNotShown(String lines) {
        assertThat(problems(REQUIRED + lines))
                .isNotEmpty()
                .allSatisfy(
                        problem -> assertThat(problem).doesNotContain("anna").doesNotContain("geheim"));
    }

    @ParameterizedTest
    @CsvSource({"HTTPS_PROXY, http://env:1", "https_proxy, http://env:1", "HTTPS_PROXY, env:1"})
    void theEnvironmentNamesAProxyInBothSpellings(String name, String value) {
        assertThat(proxy(REQUIRED, Map.of(name, value), Map.of()))
                .map(ProxyServer::toString)
                .contains("http://env:1");
    }

    @Test
    void theJobFileWinsOverTheJvmAndTheJvmOverTheEnvironment() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://env:1", "NO_PROXY", "*");
        Map<String, String> properties =
                Map.of("https.proxyHost", "jvm", "https.proxyPort", "2", "http.nonProxyHosts", "*.corp|10.*");
        String own = REQUIRED + "http: {proxy: \"http://own:3\"}";

        assertThat(proxy(own, environment, properties))
                .map(ProxyServer::toString)
                .contains("http://own:3");
        assertThat(proxy(REQUIRED, environment, properties))
                .map(ProxyServer::toString)
                .contains("http://jvm:2");
        assertThat(proxy(REQUIRED, Map.of(), Map.of("https.proxyHost", "jvm")))
                .map(ProxyServer::toString)
                .contains("http://jvm:443");
        assertThat(proxy(REQUIRED, environment, Map.of())).isEmpty();
        assertThat(proxy(REQUIRED + "http: {proxy: none}", Map.of("HTTPS_PROXY", "http://env:1"), properties))
                .isEmpty();
        ProxyRule rule = read(file("job.yml", REQUIRED), with(environment), properties)
                .http()
                .proxies();
        assertThat(rule.proxyFor(URI.create("https://chat.corp/x"))).isEmpty();
        assertThat(rule.proxyFor(URI.create("https://10.1.2.3/x"))).isEmpty();
        assertThat(rule.proxyFor(URI.create("https://chat.corp.example/x"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qcloud.com | true",
                ".qcloud.com | true",
                "*.qcloud.com | true",
                "QCLOUD.com | true",
                "a.test, adminapisgp.im.qcloud.com | true",
                "a.test adminapisgp.im.qcloud.com:443 | true",
                "* | true",
                "adminapisgp.im.qcloud.com:8443 | false",
                "cloud.com | false",
                "10.0.0.0/8 | false",
                "a.test | false"
            })
    void namesThatNoProxyIsNeededFor(String list, boolean direct) {
        for (String name : List.of("NO_PROXY", "no_proxy")) {
            assertThat(proxy(REQUIRED, Map.of("HTTPS_PROXY", "http://env:1", name, list), Map.of())
                            .isEmpty())
                    .isEqualTo(direct);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.0.0.0/8, true",
        "11.1.2.3, 10.0.0.0/8, false",
        "200.1.2.3, 0.0.0.0/0, true",
        "[fe80::1], ::/0, true",
        "129.1.2.3, 128.0.0.0/1, true",
        "1.1.2.3, 128.0.0.0/1, false",
        "192.168.1.130, 192.168.1.128/25, true",
        "192.168.1.127, 192.168.1.128/25, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.3:8443, true",
        "10.1.2.3, 10.1.2.3:443, false",
        "10.1.2.3, 10.0.0.0/99, false",
        "[fd00::1], fd00::/8, true",
        "[fd00::1], fd00:0:0::1, true",
        "[fd00::1], [fd00::1]:8443, true",
        "[fd00::1], 10.0.0.0/8, false"
    })
    void addressesThatNoProxyIsNeededFor(String host, String list, boolean direct) {
        String job = requiredBut("endpoint", "endpoint: https://" + host + ":8443");
        JobDefinition read = read(file("job.yml", job), with(Map.of("HTTPS_PROXY", "http://env:1", "NO_PROXY", list)));

        assertThat(read.http()
                        .proxies()
                        .proxyFor(read.endpoint().uri().orElseThrow())
                        .isEmpty())
                .isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://127.8.9.1",
                "http://localhost:8080",
                "https://LOCALHOST",
                "http://[::1]:8080",
                "https://[0:0:0:0:0:0:0:1]:8443"
            })
    void aLoopbackEndpointIsNeverCalledThroughAProxy(String endpoint) {
        ProxyRule rule =
                read(REQUIRED + "http: {proxy: \"http://own:3\"}").http().proxies();

        assertThat(rule.proxyFor(URI.create(endpoint))).isEmpty();
        assertThat(rule.proxyFor(PROVIDER)).isPresent();
    }

    @Test
    void anUnfitVariableOrPropertyIsAProblemOnlyWhereItMatters() {
        Map<String, String> environment = with(Map.of("HTTPS_PROXY", "https://anna:geheim@proxy"));
        Map<String, String> properties = Map.of("https.proxyHost", "jvm", "https.proxyPort", "many");
        String local = requiredBut("endpoint", "endpoint: http://127.0.0.1:8080");
        String told = refused(file("job.yml", REQUIRED), environment).getMessage() + "\n"
                + refusedWith(properties).getMessage();

        Golden.check("job-file/proxy-of-the-environment.txt", told.replace(directory.toString(), "<DIR>"));
        assertThat(told).doesNotContain("anna").doesNotContain("geheim");
        assertThat(read(file("job.yml", local), environment).http().proxies()).isEqualTo(ProxyRule.NONE);
        assertThat(read(file("job.yml", REQUIRED + "http: {proxy: none}"), environment)
                        .http()
                        .proxies()
                        .proxyFor(PROVIDER))
                .isEmpty();
    }

    private JobFileException refusedWith(Map<String, String> properties) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                JobFileException.class, () -> read(file("job.yml", REQUIRED), ENVIRONMENT, properties));
    }

    @Test
    void certificatesAreReadFromBesideTheJobFile() throws Exception {
        Certificates certificates = Certificates.of(directory, "dns:provider.test");
        certificates.pem(Files.createDirectory(directory.resolve("tls")).resolve("ca.pem"));

        TrustFile trust =
                read(REQUIRED + "http: {trust: tls/ca.pem}").http().trust().orElseThrow();

        assertThat(trust.path()).isEqualTo(directory.resolve("tls/ca.pem"));
        assertThat(trust.certificates()).containsExactly(certificates.certificate());
    }

    @Test
    void aTrustFileThatIsOfNoUseIsRefused() {
        file("empty.pem", "");
        file("text.pem", "nothing\n");
        file("broken.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");

        mustBeRefusedAs(
                "job-file/trust.txt",
                Stream.of("absent.pem", "empty.pem", "text.pem", "broken.pem", ".")
                        .map(name -> REQUIRED + "http: {trust: " + name + "}"));
    }

    private Optional<ProxyServer> proxy(String yaml, Map<String, String> environment, Map<String, String> properties) {
        return read(file("job.yml", yaml), with(environment), properties)
                .http()
                .proxies()
                .proxyFor(PROVIDER);
    }

    private static Map<String, String> with(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(more);
        return environment;
    }
}
