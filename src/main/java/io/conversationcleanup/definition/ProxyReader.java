package io.conversationcleanup.definition;

import io.conversationcleanup.model.ProxyServer;
import io.conversationcleanup.model.SystemText;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads which proxy to use: {@code http.proxy} of the job file, else the JVM's {@code https.proxyHost}, else {@code
 * HTTPS_PROXY}. None of its messages shows a value.
 */
final class ProxyReader {

    static final String KEY = "proxy";

    private static final String NO_PROXY_AT_ALL = "none";
    private static final String WANTED =
            "http://[user:password@]host[:port] or socks5://[user:password@]host[:port], with percent-encoding for"
                    + " special characters in user and password, such as %40 for @";
    private static final ValueKind<ProxyRule> KIND = new ValueKind<>(
            WANTED + "; or none",
            text -> text.equals(NO_PROXY_AT_ALL)
                    ? Optional.of(ProxyRule.NONE)
                    : server(text).map(server -> new ProxyRule(Optional.of(server), DirectHosts.NONE)));

    private static final int HIGHEST_PORT = 65_535;
    private static final int HTTP_PORT = 80;
    private static final int SOCKS_PORT = 1080;

    private final Map<String, String> environment;
    private final Map<String, String> properties;

    ProxyReader(Map<String, String> environment, Map<String, String> properties) {
        this.environment = environment;
        this.properties = properties;
    }

    /** The rule for this job; none once a problem is told. */
    ProxyRule read(Section http, Problems problems) {
        if (http.has(KEY)) {
            return http.value(KEY, KIND).orElse(ProxyRule.NONE);
        }
        Optional<String> host = property("https.proxyHost");
        return host.isPresent() ? ofProperties(host.get(), problems) : ofVariables(problems);
    }

    private ProxyRule ofProperties(String host, Problems problems) {
        String key = "https.proxyPort";
        String port = property(key).orElse("443");
        Optional<ProxyServer> server = server("http://" + host + ":" + port);
        if (server.isEmpty()) {
            problems.add(
                    "https.proxyHost", "must be a host name, and " + key + " a port; both are settings of the JVM");
        }
        return new ProxyRule(
                server,
                property("http.nonProxyHosts").map(DirectHosts::ofProperty).orElse(DirectHosts.NONE));
    }

    private ProxyRule ofVariables(Problems problems) {
        return variable("HTTPS_PROXY", text -> problems.add("HTTPS_PROXY", text))
                .map(server -> new ProxyRule(Optional.of(server), direct(problems)))
                .orElse(ProxyRule.NONE);
    }

    private DirectHosts direct(Problems problems) {
        Optional<String> hosts = first("NO_PROXY");
        if (hosts.filter(SystemText::isDamaged).isPresent()) {
            problems.add(
                    "NO_PROXY", "this environment variable has characters that cannot be read. " + SystemText.remedy());
        }
        return hosts.map(DirectHosts::ofVariable).orElse(DirectHosts.NONE);
    }

    private Optional<ProxyServer> variable(String name, Consumer<String> problem) {
        Optional<String> text = first(name);
        Optional<ProxyServer> server = text.filter(given -> !SystemText.isDamaged(given))
                .flatMap(given -> server(given.contains("://") ? given : "http://" + given));
        if (text.isPresent() && server.isEmpty()) {
            problem.accept(
                    "must be " + WANTED + "; this environment variable is not, and http: {proxy: none} ignores it");
        }
        return server;
    }

    /** In both spellings; an empty variable is as good as none. */
    private Optional<String> first(String name) {
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
            boolean nothingElse =
                    Optional.ofNullable(uri.getRawPath()).orElse("").matches("/?")
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null;
            if (uri.getHost() == null
                    || !nothingElse
                    || (!socks && !scheme.equals("http"))
                    || uri.getPort() == 0
                    || uri.getPort() > HIGHEST_PORT) {
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

    /** Only %40 and the like: a plus sign is itself. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
