package io.conversationcleanup.intake;

/** Input text for messages: short and without characters that a terminal would obey. */
final class Excerpt {

    private static final int MESSAGE_CHARS = 100;
    /** Letters and marks that are invisible by definition: joiners and fillers of Hangul and Khmer. */
    private static final String BLANK_LETTERS = "\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0";

    private Excerpt() {}

    /** Quotes at most about 100 characters and replaces control characters. */
    static String quoted(String text) {
        String head = head(text, MESSAGE_CHARS);
        StringBuilder shown = new StringBuilder(head.length() + 4).append('"');
        head.codePoints().forEach(c -> shown.appendCodePoint(isInvisible(c) ? '\uFFFD' : c));
        return shown.append(head.length() < text.length() ? "…\"" : "\"").toString();
    }

    /** Returns the first characters, but never half a surrogate pair. */
    static String head(String text, int chars) {
        if (text.length() <= chars) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars);
    }

    /** Returns whether a character controls a terminal or text direction, or is invisible. */
    static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> BLANK_LETTERS.indexOf(codePoint) >= 0;
        };
    }

    static String codePoint(int codePoint) {
        return String.format("U+%04X", codePoint);
    }
}
