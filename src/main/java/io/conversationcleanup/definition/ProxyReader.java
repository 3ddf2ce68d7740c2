package io.conversationcleanup.definition;

import io.conversationcleanup.definition.JobFileException.Problems;
import io.conversationcleanup.model.ProxyServer;
import io.conversationcleanup.model.SystemText;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the proxy from {@code http.proxy} of the job file, else the JVM's {@code https.proxyHost}, else
 * {@code HTTPS_PROXY}. No message shows a value.
 */
final class ProxyReader {

    static final String KEY = "proxy";

    private static final String WANTED =
            "http://[user:password@]host[:port] or socks5://[user:password@]host[:port], with percent-encoding for"
                    + " special characters in user and password, such as %40 for @";
    private static final ValueKind<ProxyRule> KIND = new ValueKind<>(
            WANTED + "; or none",
            text -> text.equals("none")
                    ? Optional.of(ProxyRule.NONE)
                    : server(text).map(server -> new ProxyRule(Optional.of(server), DirectHosts.NONE)));

    private static final int HIGHEST_PORT = 65_535;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int SOCKS_PORT = 1080;

    private final Map<String, String> environment;
    private final Map<String, String> properties;

    ProxyReader(Map<String, String> environment, Map<String, String> properties) {
        this.environment = environment;
        this.properties = properties;
    }

    ProxyRule read(Section http, Problems problems) {
        if (http.has(KEY)) {
            return http.value(KEY, KIND).orElse(ProxyRule.NONE);
        }
        Optional<String> host = property("https.proxyHost");
        return host.isPresent() ? ofProperties(host.get(), problems) : ofVariables(problems);
    }

    private ProxyRule ofProperties(String host, Problems problems) {
        Optional<ProxyServer> server =
                server("http://" + host + ":" + property("https.proxyPort").orElse("443"));
        if (server.isEmpty()) {
            problems.add(
                    "https.proxyHost", "must be a host name, and https.proxyPort a port; both are settings of the JVM");
        }
        return new ProxyRule(
                server,
                property("http.nonProxyHosts").map(DirectHosts::ofProperty).orElse(DirectHosts.NONE));
    }

    private ProxyRule ofVariables(Problems problems) {
        Optional<String> text = variable("HTTPS_PROXY");
        Optional<ProxyServer> server = text.filter(given -> !SystemText.isDamaged(given))
                .flatMap(given -> server(given.contains("://") ? given : "http://" + given));
        if (text.isPresent() && server.isEmpty()) {
            problems.add(
                    "HTTPS_PROXY",
                    "must be " + WANTED + "; this environment variable is not, and http: {proxy: none} ignores it");
        }
        return server.isEmpty() ? ProxyRule.NONE : new ProxyRule(server, direct(problems));
    }

    private DirectHosts direct(Problems problems) {
        Optional<String> hosts = variable("NO_PROXY");
        if (hosts.filter(SystemText::isDamaged).isPresent()) {
            problems.add(
                    "NO_PROXY", "this environment variable has characters that cannot be read. " + SystemText.remedy());
        }
        return hosts.map(DirectHosts::ofVariable).orElse(DirectHosts.NONE);
    }

    /** Accepts both letter cases of the name; an empty value counts as absent. */
    private Optional<String> variable(String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .map(spelling -> environment.getOrDefault(spelling, "").strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private Optional<String> property(String name) {
        return Optional.of(properties.getOrDefault(name, "").strip()).filter(text -> !text.isEmpty());
    }

    private static Optional<ProxyServer> server(String text) {
        try {
            URI uri = new URI(text);
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            boolean socks = scheme.equals("socks5") || scheme.equals("socks5h");
            boolean nothingElse = String.valueOf(uri.getRawPath()).matches("/?")
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            boolean portPossible = uri.getPort() != 0 && uri.getPort() <= HIGHEST_PORT;
            if (uri.getHost() == null || !nothingElse || !portPossible || !(socks || scheme.equals("http"))) {
                return Optional.empty();
            }
            return Optional.of(new ProxyServer(
                    socks ? ProxyServer.Protocol.SOCKS5 : ProxyServer.Protocol.HTTP,
                    uri.getHost().replaceAll("[\\[\\]]", ""),
                    uri.getPort() >= 0 ? uri.getPort() : socks ? SOCKS_PORT : HTTP_PORT,
                    Optional.ofNullable(uri.getRawUserInfo()).map(ProxyReader::login)));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ProxyServer.Login login(String userInfo) {
        int colon = userInfo.indexOf(':');
        return new ProxyServer.Login(
                decoded(colon < 0 ? userInfo : userInfo.substring(0, colon)),
                colon < 0 ? "" : decoded(userInfo.substring(colon + 1)));
    }

    /** Decodes only %40 and the like: a plus sign stays. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The hosts that are called through a proxy (empty for none). Immutable; its text shows no password. */
    public record ProxyRule(Optional<ProxyServer> server, DirectHosts direct) {

        static final ProxyRule NONE = new ProxyRule(Optional.empty(), DirectHosts.NONE);

        /** Returns the proxy for this address; empty if it is called directly, as every loopback address is. */
        public Optional<ProxyServer> proxyFor(URI address) {
            String host = address.getHost().toLowerCase(Locale.ROOT);
            int usual = "https".equalsIgnoreCase(address.getScheme()) ? HTTPS_PORT : HTTP_PORT;
            int port = address.getPort() < 0 ? usual : address.getPort();
            return server.filter(known -> !DirectHosts.isLoopback(host) && !direct.contains(host, port));
        }
    }
}
