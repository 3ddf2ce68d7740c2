package io.conversationcleanup.cli;

/** How a word of a command is written so that a shell takes it for one. Stateless. */
final class Shell {

    private Shell() {}

    static String quoted(String word) {
        return word.matches("[\\w./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
