package io.conversationcleanup.ledger.jdbc;

/** Where H2 listens if it serves a database. Stateless, and light: every command sets it, those too that need no database. */
public final class ListeningAddress {

    static final String LOOPBACK = "127.0.0.1";

    private ListeningAddress() {}

    /** To be called before anything of H2 is used: it decides once for its process where it listens. */
    public static void loopbackOnly() {
        System.setProperty("h2.bindAddress", LOOPBACK);
    }
}
