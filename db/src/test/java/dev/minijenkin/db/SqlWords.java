package dev.minijenkin.db;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/// Expressions of the catalog as people would write them.
@NullMarked
final class SqlWords {
    private static final Pattern CAST =
            Pattern.compile("::(timestamp with time zone|character varying|\\w+)(\\[])?");
    private static final Pattern ANY = Pattern.compile("(\\S+) = ANY \\(ARRAY\\[([^]]*)]\\)");
    private static final Pattern NONE = Pattern.compile("(\\S+) <> ALL \\(ARRAY\\[([^]]*)]\\)");
    private static final Pattern NAME_IN_PARENTHESES = Pattern.compile("(?<!\\w)\\((\\w+)\\)");
    private static final Pattern COMPARISON =
            Pattern.compile("(\\w+|length\\(\\w+\\)) (>=|<=|>|<>|=|~) (.+)");

    private SqlWords() {}

    /// Without casts, needless parentheses and capitals.
    static String plain(String expression) {
        String text = CAST.matcher(expression).replaceAll("");
        text = NAME_IN_PARENTHESES.matcher(text).replaceAll("$1");
        text = ANY.matcher(text).replaceAll("$1 in ($2)");
        text = NONE.matcher(text).replaceAll("$1 not in ($2)");
        text = withoutCapitals(text);
        return withoutParentheses(text);
    }

    /// What a check asks of one column: `1 to 99`, `not empty`.
    static String check(String column, String expression) {
        List<String> words = new ArrayList<>();
        Optional<String> atLeast = Optional.empty();
        for (String part : conditions(expression)) {
            Matcher comparison = COMPARISON.matcher(part);
            if (part.equals(column)) {
                words.add("true");
            } else if (part.startsWith(column + " in (")) {
                words.add(listed(part));
            } else if (!comparison.matches()) {
                words.add("`" + part + "`");
            } else {
                String unit = comparison.group(1).startsWith("length(") ? " characters" : "";
                String value = comparison.group(3);
                switch (comparison.group(2)) {
                    case ">=" -> atLeast = Optional.of(value + " or more" + unit);
                    case "<=" -> {
                        String least =
                                atLeast.map(text -> text.replaceFirst(" or more.*", " to "))
                                        .orElse("at most ");
                        atLeast = Optional.empty();
                        words.add(least + value + unit);
                    }
                    case ">" -> words.add("more than " + value);
                    case "=" -> words.add(value + (unit.isEmpty() ? "" : " bytes"));
                    case "<>" -> words.add(value.equals("''") ? "not empty" : "not " + value);
                    default ->
                            words.add("matches `" + value.substring(1, value.length() - 1) + "`");
                }
            }
        }
        atLeast.ifPresent(words::add);
        return String.join(", ", words);
    }

    private static List<String> conditions(String expression) {
        List<String> parts = new ArrayList<>();
        String whole = withoutParentheses(expression);
        int depth = 0;
        int from = 0;
        for (int i = 0; i < whole.length(); i++) {
            switch (whole.charAt(i)) {
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {
                    if (depth == 0 && whole.startsWith(" AND ", i)) {
                        parts.add(plain(whole.substring(from, i)));
                        from = i + " AND ".length();
                    }
                }
            }
        }
        parts.add(plain(whole.substring(from)));
        return parts;
    }

    private static String listed(String in) {
        String values = in.substring(in.indexOf('(') + 1, in.length() - 1);
        return Pattern.compile(", ")
                .splitAsStream(values)
                .map(value -> "`" + value.substring(1, value.length() - 1) + "`")
                .collect(Collectors.joining(", "));
    }

    /// Takes off those around the whole.
    private static String withoutParentheses(String text) {
        if (!text.startsWith("(")) {
            return text;
        }
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i == text.length() - 1 ? withoutParentheses(text.substring(1, i)) : text;
            }
        }
        return text;
    }

    /// Outside of quotes.
    private static String withoutCapitals(String text) {
        StringBuilder lower = new StringBuilder();
        boolean quoted = false;
        for (String piece : text.split("'", -1)) {
            if (!lower.isEmpty() || quoted) {
                lower.append('\'');
            }
            lower.append(quoted ? piece : piece.toLowerCase(Locale.ROOT));
            quoted = !quoted;
        }
        return lower.toString();
    }
}
