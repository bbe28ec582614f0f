package dev.minijenkin.runner.context;

import java.util.ArrayList;
import java.util.List;

/// Texts that are split into arguments, as the reference does on every system: blanks part them,
/// double quotes group, a doubled quote inside of a group is one, and a backslash means itself
/// unless quotes follow it.
public final class Words {
    private Words() {}

    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (true) {
            while (at < text.length() && isBlank(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                return words;
            }
            StringBuilder word = new StringBuilder();
            at = word(text, at, word);
            words.add(word.toString());
        }
    }

    /// @return where the word ends
    private static int word(String text, int from, StringBuilder word) {
        boolean quoted = false;
        int at = from;
        while (at < text.length() && (quoted || !isBlank(text.charAt(at)))) {
            int slashes = at;
            while (slashes < text.length() && text.charAt(slashes) == '\\') {
                slashes++;
            }
            int count = slashes - at;
            boolean beforeQuote = slashes < text.length() && text.charAt(slashes) == '"';
            if (count > 0) {
                word.repeat('\\', beforeQuote ? count / 2 : count);
                at = slashes;
                if (beforeQuote && count % 2 == 1) {
                    word.append('"');
                    at++;
                }
            } else if (text.charAt(at) != '"') {
                word.append(text.charAt(at));
                at++;
            } else if (quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                word.append('"');
                at += 2;
            } else {
                quoted = !quoted;
                at++;
            }
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
