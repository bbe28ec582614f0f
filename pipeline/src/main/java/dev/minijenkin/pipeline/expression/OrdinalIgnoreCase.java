package dev.minijenkin.pipeline.expression;

/// Compares as the reference does: letter by letter after simple upper-casing, and without the
/// letters whose upper case would make them equal to another alphabet's (dotless i, long s).
public final class OrdinalIgnoreCase {
    private static final int DOTLESS_I = 0x0131;
    private static final int LONG_S = 0x017F;

    private OrdinalIgnoreCase() {}

    /// Two texts are equal exactly if their folded forms are.
    public static String fold(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= 'a' && c <= 'z') || c >= 0x80) {
                return foldFrom(text);
            }
        }
        return text;
    }

    public static boolean equal(String left, String right) {
        return left.equals(right)
                || (left.length() == right.length() && fold(left).equals(fold(right)));
    }

    static int compare(String left, String right) {
        return fold(left).compareTo(fold(right));
    }

    private static String foldFrom(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().map(OrdinalIgnoreCase::upper).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static int upper(int c) {
        return c == DOTLESS_I || c == LONG_S ? c : Character.toUpperCase(c);
    }
}
