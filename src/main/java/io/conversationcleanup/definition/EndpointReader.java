package io.conversationcleanup.definition;

import io.conversationcleanup.model.ProviderFacts;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Reads the key {@code endpoint}. Its messages do not show the value: a user name or a signature may stand in it. */
final class EndpointReader {

    private static final String KEY = "endpoint";
    private static final String ADDRESSES = "https://host[:port], http://127.0.0.1:PORT or simulator";
    private static final int HIGHEST_PORT = 65_535;

    private final Section root;
    private final Optional<ProviderFacts> provider;

    /** A provider that is not known is the problem of another key; then a region's name passes for one. */
    EndpointReader(Section root, Optional<ProviderFacts> provider) {
        this.root = root;
        this.provider = provider;
    }

    Optional<Endpoint> read() {
        String wanted = provider.map(facts -> "a region of " + facts.name() + " ("
                                + String.join(", ", facts.regions().keySet()) + "), ")
                        .orElse("a region's name, ")
                + ADDRESSES;
        return root.required(KEY, new ValueKind<>(wanted, Optional::of)).flatMap(text -> endpoint(text, wanted));
    }

    private Optional<Endpoint> endpoint(String text, String wanted) {
        if (text.equals("simulator")) {
            return Optional.of(new Endpoint.Simulator());
        }
        if (text.contains("://")) {
            return address(text);
        }
        Optional<Endpoint> region = provider.flatMap(
                        facts -> Optional.ofNullable(facts.regions().get(text)))
                .map(uri -> new Endpoint.Region(text, uri));
        if (region.isEmpty() && provider.isPresent()) {
            root.problem(KEY, "must be " + wanted);
        }
        return region;
    }

    private Optional<Endpoint> address(String text) {
        Optional<URI> base = base(text.toLowerCase(Locale.ROOT));
        if (base.isEmpty()) {
            root.problem(KEY, "must be https://host[:port] and nothing more: no path, query, fragment or user name");
            return Optional.empty();
        }
        Endpoint address = new Endpoint.Address(base.get());
        if (!base.get().getScheme().equals("https") && !address.isLocal()) {
            root.problem(KEY, "plain http is for loopback hosts (127.0.0.1, localhost, [::1]) alone; write https://");
            return Optional.empty();
        }
        return Optional.of(address);
    }

    /** The address if it is a scheme, a host and perhaps a port, and not one character more. */
    private static Optional<URI> base(String text) {
        try {
            URI uri = new URI(text);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            boolean bare = text.equals(uri.getScheme() + "://" + uri.getHost() + port);
            boolean web = text.startsWith("https:") || text.startsWith("http:");
            boolean portPossible = uri.getPort() != 0 && uri.getPort() <= HIGHEST_PORT;
            return bare && web && uri.getHost() != null && portPossible ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
