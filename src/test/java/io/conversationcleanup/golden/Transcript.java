package io.conversationcleanup.golden;

import java.util.List;

/** Commands and what they printed, as a person would copy it from a terminal. Not thread-safe. */
public final class Transcript {

    private final StringBuilder text = new StringBuilder();

    /** Adds a command that has ended. */
    public void add(List<String> words, int exitCode, String out, String err) {
        text.append(text.isEmpty() ? "" : "\n");
        text.append("$ conversation-cleanup");
        words.forEach(word -> text.append(' ').append(word.isEmpty() || word.contains(" ") ? "'" + word + "'" : word));
        text.append('\n');
        add("standard output", out);
        add("standard error", err);
        text.append("[exit code ").append(exitCode).append("]\n");
    }

    private void add(String stream, String printed) {
        if (!printed.isEmpty()) {
            text.append('[').append(stream).append("]\n").append(printed);
            text.append(printed.endsWith("\n") ? "" : "\n[no line end]\n");
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
