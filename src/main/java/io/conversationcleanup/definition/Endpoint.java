package io.conversationcleanup.definition;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the calls go. Immutable. */
public sealed interface Endpoint {

    /** Base of the calls' address: scheme, host and perhaps a port. Empty for the bundled simulator, which has none yet. */
    Optional<URI> uri();

    /** Whether no call leaves this machine: the bundled simulator or a loopback address. */
    boolean isLocal();

    /**
     * A region of the provider.
     *
     * @param name its name in job files
     * @param address its documented address
     */
    record Region(String name, URI address) implements Endpoint {

        @Override
        public Optional<URI> uri() {
            return Optional.of(address);
        }

        @Override
        public boolean isLocal() {
            return false;
        }
    }

    /**
     * An address of the file's own.
     *
     * @param address {@code https://host[:port]}, or {@code http} for a loopback host
     */
    record Address(URI address) implements Endpoint {

        private static final Pattern LOOPBACK = Pattern.compile("localhost|\\[::1]|127(\\.[0-9]{1,3}){3}");

        @Override
        public Optional<URI> uri() {
            return Optional.of(address);
        }

        @Override
        public boolean isLocal() {
            return isLoopback(address.getHost());
        }

        static boolean isLoopback(String host) {
            return LOOPBACK.matcher(host).matches();
        }
    }

    /** The bundled simulator, started inside the process. */
    record Simulator() implements Endpoint {

        @Override
        public Optional<URI> uri() {
            return Optional.empty();
        }

        @Override
        public boolean isLocal() {
            return true;
        }
    }
}
