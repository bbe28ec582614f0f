package dev.minijenkin.server.outbox;

import java.util.function.IntFunction;

/// Texts no longer than their receivers take them.
final class Cut {
    private static final String MORE = "…";

    private Cut() {}

    /// A text of at most `most` UTF-16 units, whole characters; one that was cut ends in `…`.
    static String to(int most, String text) {
        return to(most, text, Character::toString);
    }

    /// The same of a text whose characters are escaped, none of them in part.
    ///
    /// @param escape what stands for a character
    static String to(int most, String text, IntFunction<String> escape) {
        StringBuilder whole = new StringBuilder();
        int keeps = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            whole.append(escape.apply(character));
            if (whole.length() > most) {
                return whole.substring(0, keeps) + MORE;
            }
            if (whole.length() <= most - MORE.length()) {
                keeps = whole.length();
            }
            i += Character.charCount(character);
        }
        return whole.toString();
    }
}
