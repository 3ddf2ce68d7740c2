package io.conversationcleanup.definition;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An https URL, or http for a loopback host. Immutable. Its text hides the path, often a secret. */
public record WebAddress(URI uri) {

    static final ValueKind<WebAddress> KIND = new ValueKind<>(
            "an address https://host[:port]/path, or http for a loopback host, without user name and #",
            WebAddress::parse);

    private static final Pattern LOOPBACK = Pattern.compile("localhost|\\[::1]|127(\\.[0-9]{1,3}){3}");

    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    private static Optional<WebAddress> parse(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            boolean complete = uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawFragment() == null;
            boolean safe = complete && (scheme.equals("https") || (scheme.equals("http") && isLoopback(uri.getHost())));
            return safe ? Optional.of(new WebAddress(uri)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
