package dev.minijenkin.workflow.expression.value;

/// Compares as the reference does: letter by letter after simple upper-casing, and without the
/// letters whose upper case would make them equal to another alphabet's (dotless i, long s).
public final class OrdinalIgnoreCase {
    private static final int DOTLESS_I = 0x0131;
    private static final int LONG_S = 0x017F;

    /// First letter behind ASCII.
    private static final char ASCII = 0x80;

    private OrdinalIgnoreCase() {}

    /// Two texts are equal exactly if their folded forms are.
    public static String fold(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isLower(c) || c >= ASCII) {
                return foldFrom(text, i);
            }
        }
        return text;
    }

    /// The same as equality of the folded forms, without making them: most names are ASCII.
    public static boolean equal(String left, String right) {
        int length = left.length();
        if (length != right.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l >= ASCII || r >= ASCII) {
                return fold(left).equals(fold(right));
            }
            if (l != r && upperAscii(l) != upperAscii(r)) {
                return false;
            }
        }
        return true;
    }

    static int compare(String left, String right) {
        return fold(left).compareTo(fold(right));
    }

    private static String foldFrom(String text, int first) {
        char[] folded = text.toCharArray();
        for (int i = first; i < folded.length; i++) {
            if (folded[i] >= ASCII) {
                return foldAll(text);
            }
            folded[i] = upperAscii(folded[i]);
        }
        return new String(folded);
    }

    private static String foldAll(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().map(OrdinalIgnoreCase::upper).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    private static char upperAscii(char c) {
        return isLower(c) ? (char) (c - ('a' - 'A')) : c;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static int upper(int c) {
        return c == DOTLESS_I || c == LONG_S ? c : Character.toUpperCase(c);
    }
}
