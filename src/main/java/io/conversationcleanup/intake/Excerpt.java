package io.conversationcleanup.intake;

/** Text of the input as messages show it: short, and without characters that a terminal would obey. */
final class Excerpt {

    private static final int MESSAGE_CHARS = 100;
    /** Letters and marks that by their definition show nothing: joiners and fillers of Hangul and Khmer. */
    private static final String BLANK_LETTERS = "\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0";

    private Excerpt() {}

    /** The text in quotes, at most about 100 characters of it, control characters replaced. */
    static String quoted(String text) {
        String head = head(text, MESSAGE_CHARS);
        StringBuilder shown = new StringBuilder(head.length() + 4).append('"');
        head.codePoints().forEach(c -> shown.appendCodePoint(isInvisible(c) ? '\uFFFD' : c));
        return shown.append(head.length() < text.length() ? "…\"" : "\"").toString();
    }

    /** The first characters of a text, never half of a surrogate pair. */
    static String head(String text, int chars) {
        if (text.length() <= chars) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars);
    }

    /** Whether the character controls a terminal or the direction of text, or shows as nothing at all. */
    static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> BLANK_LETTERS.indexOf(codePoint) >= 0;
        };
    }

    /** The character's name in messages, such as {@code U+0000}. */
    static String codePoint(int codePoint) {
        return String.format("U+%04X", codePoint);
    }
}
