package io.conversationcleanup.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.golden.Golden;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest extends JobFileFixture {

    private Endpoint endpoint(String text) {
        return read(requiredBut("endpoint", "endpoint: '" + text + "'")).endpoint();
    }

    private String problem(String text) {
        return problems(requiredBut("endpoint", "endpoint: '" + text + "'")).get(0);
    }

    @Test
    void aRegionHasItsNameAndItsDocumentedAddress() {
        Endpoint region = endpoint("china");

        assertThat(region)
                .isEqualTo(new Endpoint(Optional.of("china"), Optional.of(URI.create("https://console.tim.qq.com"))));
        assertThat(region.uri()).contains(URI.create("https://console.tim.qq.com"));
        assertThat(region.isLocal()).isFalse();
    }

    @Test
    void anUnknownRegionIsAnsweredWithTheKnownOnes() {
        mustBeRefusedAs(
                "job-file/unknown-region.txt",
                Stream.of("atlantis", "Singapore", "unified", "adminapisgp.im.qcloud.com", "127.0.0.1:8080")
                        .map(text -> requiredBut("endpoint", "endpoint: '" + text + "'")));
    }

    @ParameterizedTest
    @CsvSource({
        "https://chat.example.com, https://chat.example.com, false",
        "https://chat.example.com:8443, https://chat.example.com:8443, false",
        "HTTPS://Chat.Example.COM, https://chat.example.com, false",
        "https://10.0.0.1, https://10.0.0.1, false",
        "https://127.0.0.1:8443, https://127.0.0.1:8443, true",
        "http://127.0.0.1:8080, http://127.0.0.1:8080, true",
        "http://127.255.255.254, http://127.255.255.254, true",
        "http://localhost:1, http://localhost:1, true",
        "http://[::1]:65535, http://[::1]:65535, true"
    })
    void anAddressIsSchemeHostAndPort(String text, String uri, boolean local) {
        Endpoint address = endpoint(text);

        assertThat(address).isEqualTo(new Endpoint(Optional.empty(), Optional.of(URI.create(uri))));
        assertThat(address.uri()).contains(URI.create(uri));
        assertThat(address.isLocal()).isEqualTo(local);
    }

    @Test
    void plainHttpIsForLoopbackAlone() {
        mustBeRefusedAs(
                "job-file/plain-http.txt",
                Stream.of(
                                "http://chat.example.com",
                                "http://10.0.0.1:8080",
                                "http://128.0.0.1",
                                "http://127.0.0.1.example.com",
                                "http://localhost.example.com",
                                "http://0.0.0.0:80",
                                "http://[::2]:80",
                                "HTTP://EXAMPLE.COM")
                        .map(text -> requiredBut("endpoint", "endpoint: '" + text + "'")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://chat.example.com/",
                "https://chat.example.com/v4",
                "https://chat.example.com?usersig=abc",
                "https://chat.example.com#top",
                "https://admin:hunter2@chat.example.com",
                "http://127.0.0.1@chat.example.com",
                "https://chat.example.com:",
                "https://chat.example.com:0",
                "https://chat.example.com:65536",
                "https://",
                "https://:8080",
                "https://under_score",
                "https://a b",
                "http://127.0.0.999",
                "http://127.1",
                "ftp://127.0.0.1",
                "jdbc:h2://127.0.0.1"
            })
    void nothingElseMayStandInAnAddressAndItIsNotShown(String text) {
        Golden.check("job-file/not-an-address.txt", problem(text));
    }

    @Test
    void theSimulatorHasNoAddressYet() {
        Endpoint simulator = read("name: a\nprovider: zego\noperation: delete-conversation\nendpoint: simulator")
                .endpoint();

        assertThat(simulator).isEqualTo(Endpoint.SIMULATOR);
        assertThat(simulator.uri()).isEmpty();
        assertThat(simulator.isLocal()).isTrue();
    }
}
