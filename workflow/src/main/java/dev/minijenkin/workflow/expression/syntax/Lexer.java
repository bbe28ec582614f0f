package dev.minijenkin.workflow.expression.syntax;

import dev.minijenkin.workflow.expression.syntax.Token.Sign;
import dev.minijenkin.workflow.expression.value.Blanks;
import dev.minijenkin.workflow.expression.value.Coercion;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.ExpressionException.Kind;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Cuts an expression into tokens.
public final class Lexer {
    public static final int MAX_LENGTH = 21_000;
    private static final int LONGEST_SHOWN = 100;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int index;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokensOf(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new ExpressionException(
                    Kind.LEXING, 0, "Exceeded max expression length %d".formatted(MAX_LENGTH));
        }
        Lexer lexer = new Lexer(text);
        while (lexer.index < text.length()) {
            lexer.next();
        }
        lexer.tokens.add(new Token.End(text.length()));
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(index);
        switch (c) {
            case '(' -> symbol(Sign.OPEN_GROUP);
            case ')' -> symbol(Sign.CLOSE_GROUP);
            case '[' -> symbol(Sign.OPEN_INDEX);
            case ']' -> symbol(Sign.CLOSE_INDEX);
            case ',' -> symbol(Sign.COMMA);
            case '*' -> symbol(Sign.STAR);
            case '\'' -> string();
            case '!' -> symbol(followedBy('=') ? Sign.NOT_EQUAL : Sign.NOT);
            case '<' -> symbol(followedBy('=') ? Sign.LESS_OR_EQUAL : Sign.LESS);
            case '>' -> symbol(followedBy('=') ? Sign.GREATER_OR_EQUAL : Sign.GREATER);
            case '=' -> doubled('=', Sign.EQUAL);
            case '&' -> doubled('&', Sign.AND);
            case '|' -> doubled('|', Sign.OR);
            case '.' -> {
                if (endsOperand()) {
                    symbol(Sign.DOT);
                } else {
                    number();
                }
            }
            case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> {
                if (Blanks.isBlank(c)) {
                    index++;
                } else {
                    word();
                }
            }
        }
    }

    private void symbol(Sign sign) {
        tokens.add(new Token.Symbol(index, sign));
        index += sign.text().length();
    }

    private void doubled(char c, Sign sign) {
        if (!followedBy(c)) {
            int start = index++;
            skipToBoundary();
            throw unexpected(start);
        }
        symbol(sign);
    }

    private boolean followedBy(char c) {
        return index + 1 < text.length() && text.charAt(index + 1) == c;
    }

    /// Whether a dot here goes into what stands before it; otherwise it begins a number.
    private boolean endsOperand() {
        if (tokens.isEmpty()) {
            return false;
        }
        return switch (tokens.getLast()) {
            case Token.Name _ -> true;
            case Token.Symbol(_, Sign sign) ->
                    sign == Sign.CLOSE_GROUP || sign == Sign.CLOSE_INDEX || sign == Sign.STAR;
            case Token.Literal _, Token.End _ -> false;
        };
    }

    private void number() {
        int start = index++;
        while (index < text.length()
                && (!isBoundary(text.charAt(index)) || text.charAt(index) == '.')) {
            index++;
        }
        String digits = text.substring(start, index);
        double number = Coercion.parseNumber(digits);
        if (Double.isNaN(number)) {
            throw unexpected(start);
        }
        tokens.add(new Token.Literal(start, digits, Value.of(number)));
    }

    private void string() {
        int start = index++;
        StringBuilder value = new StringBuilder();
        while (index < text.length()) {
            char c = text.charAt(index++);
            if (c != '\'') {
                value.append(c);
            } else if (index < text.length() && text.charAt(index) == '\'') {
                value.append('\'');
                index++;
            } else {
                tokens.add(
                        new Token.Literal(
                                start, text.substring(start, index), Value.of(value.toString())));
                return;
            }
        }
        throw new ExpressionException(
                Kind.LEXING,
                start,
                "Unexpected symbol: '%s'".formatted(shortened(text.substring(start))),
                "; this text has no closing quote");
    }

    private void word() {
        int start = index;
        skipToBoundary();
        String word = text.substring(start, index);
        if (afterDot()) {
            if (!isName(word)) {
                throw unexpected(start);
            }
            tokens.add(new Token.Name(start, word));
            return;
        }
        switch (word) {
            case "true" -> tokens.add(new Token.Literal(start, word, Value.of(true)));
            case "false" -> tokens.add(new Token.Literal(start, word, Value.of(false)));
            case "null" -> tokens.add(new Token.Literal(start, word, NullValue.NULL));
            case "NaN" -> tokens.add(new Token.Literal(start, word, Value.of(Double.NaN)));
            case "Infinity" ->
                    tokens.add(new Token.Literal(start, word, Value.of(Double.POSITIVE_INFINITY)));
            default -> {
                if (!isName(word)) {
                    throw unexpected(start);
                }
                tokens.add(new Token.Name(start, word));
            }
        }
    }

    private boolean afterDot() {
        return !tokens.isEmpty()
                && tokens.getLast() instanceof Token.Symbol(_, Sign sign)
                && sign == Sign.DOT;
    }

    private void skipToBoundary() {
        while (index < text.length() && !isBoundary(text.charAt(index))) {
            index++;
        }
    }

    private ExpressionException unexpected(int start) {
        String symbol = shortened(text.substring(start, Math.max(index, start + 1)));
        String hint = symbol.startsWith("\"") ? "; texts stand in single quotes" : "";
        return new ExpressionException(
                Kind.LEXING, start, "Unexpected symbol: '%s'".formatted(symbol), hint);
    }

    private static String shortened(String symbol) {
        return symbol.length() <= LONGEST_SHOWN ? symbol : symbol.substring(0, LONGEST_SHOWN) + "…";
    }

    private static boolean isBoundary(char c) {
        return "()[],.!<>=&|".indexOf(c) >= 0 || Blanks.isBlank(c);
    }

    static boolean isName(String word) {
        if (word.isEmpty() || !isNameStart(word.charAt(0))) {
            return false;
        }
        for (int i = 1; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!isNameStart(c) && c != '-' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
