package io.conversationcleanup.definition;

import io.conversationcleanup.model.ProviderFacts;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The target of the calls; the bundled simulator has no address yet. Immutable.
 *
 * @param region empty for an address outside the provider's regions and for the simulator
 */
public record Endpoint(Optional<String> region, Optional<URI> uri) {

    static final Endpoint SIMULATOR = new Endpoint(Optional.empty(), Optional.empty());

    private static final String KEY = "endpoint";
    private static final String ADDRESSES = "https://host[:port], http://127.0.0.1:PORT or simulator";
    private static final int HIGHEST_PORT = 65_535;

    public boolean isSimulator() {
        return uri.isEmpty();
    }

    /** Tells whether all calls stay on this machine. */
    public boolean isLocal() {
        return region.isEmpty()
                && uri.map(URI::getHost).map(WebAddress::isLoopback).orElse(true);
    }

    /**
     * Reads the key {@code endpoint}. No message shows the value, which may hold a user name or a signature. An unknown
     * provider is another key's problem; then any region's name is valid.
     */
    static Optional<Endpoint> read(Section root, Optional<ProviderFacts> provider) {
        String wanted = provider.map(facts -> "a region of " + facts.name() + " ("
                                + String.join(", ", facts.regions().keySet()) + "), ")
                        .orElse("a region's name, ")
                + ADDRESSES;
        Optional<String> text = root.required(KEY, new ValueKind<>(wanted, Optional::of));
        if (text.isEmpty() || text.get().equals("simulator")) {
            return text.map(simulator -> SIMULATOR);
        }
        if (text.get().contains("://")) {
            return address(root, text.get().toLowerCase(Locale.ROOT));
        }
        Optional<URI> address =
                provider.flatMap(facts -> Optional.ofNullable(facts.regions().get(text.get())));
        if (address.isEmpty() && provider.isPresent()) {
            root.problem(KEY, "must be " + wanted);
        }
        return address.map(uri -> new Endpoint(text, Optional.of(uri)));
    }

    private static Optional<Endpoint> address(Section root, String text) {
        Optional<URI> uri = bare(text);
        if (uri.isEmpty()) {
            root.problem(KEY, "must be https://host[:port] and nothing more: no path, query, fragment or user name");
        } else if (!text.startsWith("https:")
                && !WebAddress.isLoopback(uri.get().getHost())) {
            root.problem(KEY, "plain http is for loopback hosts (127.0.0.1, localhost, [::1]) alone; write https://");
            return Optional.empty();
        }
        return uri.map(base -> new Endpoint(Optional.empty(), Optional.of(base)));
    }

    /** Accepts only a scheme, a host and optionally a port. */
    private static Optional<URI> bare(String text) {
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
