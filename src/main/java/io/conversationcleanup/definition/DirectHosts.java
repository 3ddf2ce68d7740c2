package io.conversationcleanup.definition;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Hosts that are called without a proxy, from {@code NO_PROXY} or the JVM's {@code http.nonProxyHosts}. Immutable. */
final class DirectHosts {

    static final DirectHosts NONE = new DirectHosts(List.of());

    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f.]*:[0-9a-f:.]+");
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]*]|[^:]*):(\\d{1,5})");
    private static final Pattern NETWORK = Pattern.compile("(.+)/(\\d{1,3})");

    private final List<Entry> entries;

    private DirectHosts(List<Entry> entries) {
        this.entries = entries;
    }

    private interface Entry {
        boolean matches(String host, int port);
    }

    /** Reads {@code NO_PROXY}: domains with their subdomains, addresses, networks such as 10.0.0.0/8, or {@code *}. */
    static DirectHosts ofVariable(String list) {
        return of(list, "[,\\s]+", DirectHosts::entry);
    }

    /** Reads {@code http.nonProxyHosts}: names separated by {@code |}, with {@code *} as a wildcard. */
    static DirectHosts ofProperty(String list) {
        return of(list, "\\|", item -> {
            Pattern pattern = Pattern.compile(
                    Arrays.stream(item.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
            return (host, port) -> pattern.matcher(host).matches();
        });
    }

    private static DirectHosts of(String list, String separator, Function<String, Entry> entry) {
        return new DirectHosts(Arrays.stream(list.toLowerCase(Locale.ROOT).split(separator, -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(entry)
                .toList());
    }

    boolean contains(String host, int port) {
        return entries.stream().anyMatch(entry -> entry.matches(host, port));
    }

    /** The host is in lower case. */
    static boolean isLoopback(String host) {
        return WebAddress.isLoopback(host)
                || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static Entry entry(String item) {
        if (item.equals("*")) {
            return (host, port) -> true;
        }
        Matcher network = NETWORK.matcher(item);
        if (network.matches()) {
            Optional<InetAddress> base = literal(network.group(1));
            int bits = Integer.parseInt(network.group(2));
            return (host, port) -> base.isPresent()
                    && literal(host)
                            .filter(address -> haveCommonBits(
                                    address.getAddress(), base.get().getAddress(), bits))
                            .isPresent();
        }
        Matcher withPort = WITH_PORT.matcher(item);
        if (withPort.matches()) {
            Entry name = name(withPort.group(1));
            int wanted = Integer.parseInt(withPort.group(2));
            return (host, port) -> port == wanted && name.matches(host, port);
        }
        return name(item);
    }

    private static Entry name(String item) {
        Optional<InetAddress> address = literal(item);
        if (address.isPresent()) {
            return (host, port) -> literal(host).equals(address);
        }
        String domain = item.replaceFirst("^\\*?\\.", "");
        return (host, port) -> host.equals(domain) || host.endsWith("." + domain);
    }

    private static boolean haveCommonBits(byte[] one, byte[] other, int bits) {
        int others = one.length * Byte.SIZE - bits;
        return one.length == other.length
                && others >= 0
                && new BigInteger(1, one).shiftRight(others).equals(new BigInteger(1, other).shiftRight(others));
    }

    /** Parses an address, with or without brackets; looks up no name. */
    private static Optional<InetAddress> literal(String host) {
        String bare = host.replaceAll("[\\[\\]]", "");
        try {
            return LITERAL.matcher(bare).matches() ? Optional.of(InetAddress.getByName(bare)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
