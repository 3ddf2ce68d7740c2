package io.conversationcleanup.simulator;

/** The decimal numbers of 32 bits without a sign, as the providers write some parameters. */
final class Uint32 {

    static final long MAX = 4_294_967_295L;

    private Uint32() {}

    /** Whether the text is such a number, in plain digits. */
    static boolean isOne(String text) {
        return text.matches("[0-9]{1,10}") && Long.parseLong(text) <= MAX;
    }
}
