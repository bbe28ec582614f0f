package dev.minijenkin.workflow.expression.syntax;

import dev.minijenkin.workflow.expression.syntax.Token.Sign;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.ExpressionException.Kind;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/// Builds the tree of an expression with a stack of operands and a stack of what is still open, so
/// that no nesting can exhaust the thread's own stack.
///
/// From weak to strong: `||`, `&&`, `== !=`, `< <= > >=`, `!`, then `.x`, `[x]` and `.*`.
public final class Parser {
    private static final int MAX_DEPTH = 50;
    private static final String ELSEWHERE = ", which is not available in this place";

    private final List<Token> tokens;
    private final Scope scope;
    private final Deque<Node> operands = new ArrayDeque<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private int index;

    /// What waits for more of the expression.
    private sealed interface Open {
        record Binary(Sign sign) implements Open {}

        record Not(int position) implements Open {}

        record Group() implements Open {}

        record Brackets(int position) implements Open {}

        /// A call that is `count` commas old.
        record Call(int position, Function function, int count) implements Open {}
    }

    private Parser(List<Token> tokens, Scope scope) {
        this.tokens = tokens;
        this.scope = scope;
    }

    public static Node parse(String text, Scope scope) {
        Parser parser = new Parser(Lexer.tokensOf(text), scope);
        if (parser.peek() instanceof Token.End(int position)) {
            throw new ExpressionException(Kind.PARSING, position, "An expression was expected");
        }
        Node root = parser.expression();
        DepthCheck.check(root, MAX_DEPTH);
        return root;
    }

    /// One operand and what follows it, until nothing is left.
    private Node expression() {
        do {
            operand();
        } while (continues());
        return operands.pop();
    }

    private void operand() {
        while (true) {
            Token token = next();
            switch (token) {
                case Token.Symbol(int position, Sign sign) when sign == Sign.NOT ->
                        open.push(new Open.Not(position));
                case Token.Symbol(_, Sign sign) when sign == Sign.OPEN_GROUP ->
                        open.push(new Open.Group());
                case Token.Literal(int position, _, Value value) -> {
                    operands.push(new Node.Literal(position, value));
                    return;
                }
                case Token.Name(int position, String name) -> {
                    if (!take(Sign.OPEN_GROUP)) {
                        operands.push(context(position, name));
                        return;
                    }
                    open.push(new Open.Call(position, function(position, name), 0));
                    if (take(Sign.CLOSE_GROUP)) {
                        call((Open.Call) open.pop(), 0);
                        return;
                    }
                }
                case Token.Symbol _, Token.End _ -> throw unexpected(token);
            }
        }
    }

    /// What follows an operand; whether another operand must come then.
    private boolean continues() {
        boolean literal = tokens.get(index - 1) instanceof Token.Literal;
        while (true) {
            Token token = next();
            if (!(token instanceof Token.Symbol(int position, Sign sign))) {
                if (token instanceof Token.End && finished()) {
                    return false;
                }
                throw unexpected(token);
            }
            switch (sign) {
                case OR, AND, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> {
                    reduce(precedence(sign));
                    open.push(new Open.Binary(sign));
                    return true;
                }
                case COMMA -> {
                    reduce(0);
                    if (!(open.poll() instanceof Open.Call(int at, Function function, int count))) {
                        throw unexpected(token);
                    }
                    open.push(new Open.Call(at, function, count + 1));
                    return true;
                }
                case DOT -> {
                    if (literal) {
                        throw unexpected(token);
                    }
                    afterDot(position);
                }
                case OPEN_INDEX -> {
                    if (literal) {
                        throw unexpected(token);
                    }
                    if (!take(Sign.STAR)) {
                        open.push(new Open.Brackets(position));
                        return true;
                    }
                    expect(Sign.CLOSE_INDEX);
                    operands.push(new Node.Filter(position, operands.pop()));
                }
                case CLOSE_GROUP, CLOSE_INDEX -> {
                    close(token, sign);
                    literal = false;
                }
                case OPEN_GROUP, STAR, NOT -> throw unexpected(token);
            }
        }
    }

    private boolean finished() {
        reduce(0);
        return open.isEmpty();
    }

    private void close(Token token, Sign sign) {
        reduce(0);
        Open opening = open.poll();
        switch (opening) {
            case Open.Group() when sign == Sign.CLOSE_GROUP -> {}
            case Open.Call call when sign == Sign.CLOSE_GROUP -> call(call, call.count() + 1);
            case Open.Brackets(int position) when sign == Sign.CLOSE_INDEX -> {
                Node at = operands.pop();
                operands.push(new Node.Index(position, operands.pop(), at));
            }
            case null, default -> throw unexpected(token);
        }
    }

    private void afterDot(int position) {
        Token token = next();
        switch (token) {
            case Token.Name(int at, String name) ->
                    operands.push(
                            new Node.Index(
                                    position,
                                    operands.pop(),
                                    new Node.Literal(at, Value.of(name))));
            case Token.Symbol(_, Sign sign) when sign == Sign.STAR ->
                    operands.push(new Node.Filter(position, operands.pop()));
            case Token.Literal _, Token.Symbol _, Token.End _ -> throw unexpected(token);
        }
    }

    /// Finishes the operators that bind at least as strongly, which makes chains go left to right.
    private void reduce(int precedence) {
        while (true) {
            switch (open.peek()) {
                case Open.Not(int position) -> {
                    open.pop();
                    operands.push(new Node.Not(position, operands.pop()));
                }
                case Open.Binary(Sign sign) when precedence(sign) >= precedence -> {
                    open.pop();
                    Node right = operands.pop();
                    operands.push(binary(sign, operands.pop(), right));
                }
                case null, default -> {
                    return;
                }
            }
        }
    }

    private static int precedence(Sign sign) {
        return switch (sign) {
            case OR -> 1;
            case AND -> 2;
            case EQUAL, NOT_EQUAL -> 3;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> 4;
            case OPEN_GROUP, CLOSE_GROUP, OPEN_INDEX, CLOSE_INDEX, COMMA, DOT, STAR, NOT -> 0;
        };
    }

    private static Node binary(Sign sign, Node left, Node right) {
        int position = left.position();
        return switch (sign) {
            case OR -> new Node.Or(position, chain(left, right, Node.Or.class));
            case AND -> new Node.And(position, chain(left, right, Node.And.class));
            case EQUAL -> new Node.Comparison(position, Node.Operator.EQUAL, left, right);
            case NOT_EQUAL -> new Node.Comparison(position, Node.Operator.NOT_EQUAL, left, right);
            case LESS -> new Node.Comparison(position, Node.Operator.LESS, left, right);
            case LESS_OR_EQUAL ->
                    new Node.Comparison(position, Node.Operator.LESS_OR_EQUAL, left, right);
            case GREATER -> new Node.Comparison(position, Node.Operator.GREATER, left, right);
            case GREATER_OR_EQUAL ->
                    new Node.Comparison(position, Node.Operator.GREATER_OR_EQUAL, left, right);
            case OPEN_GROUP, CLOSE_GROUP, OPEN_INDEX, CLOSE_INDEX, COMMA, DOT, STAR, NOT ->
                    throw new IllegalArgumentException(sign.text());
        };
    }

    /// A chain grows in place, so that a long one is not copied again and again; parentheses around
    /// a part of a chain change nothing.
    private static List<Node> chain(Node left, Node right, Class<? extends Node> kind) {
        List<Node> chain = kind.isInstance(left) ? left.children() : new ArrayList<>(List.of(left));
        if (kind.isInstance(right)) {
            chain.addAll(right.children());
        } else {
            chain.add(right);
        }
        return chain;
    }

    private Node context(int position, String name) {
        if (!scope.hasContext(name)) {
            throw new ExpressionException(
                    Kind.PARSING,
                    position,
                    "Unrecognized named-value: '%s'".formatted(name),
                    Scope.ALL.hasContext(name)
                            ? ELSEWHERE
                            : NearNames.hint(name, scope.contexts()));
        }
        return new Node.Context(position, name);
    }

    private Function function(int position, String name) {
        return Function.named(name)
                .filter(scope::hasFunction)
                .orElseThrow(() ->
                        new ExpressionException(
                                Kind.PARSING,
                                position,
                                "Unrecognized function: '%s'".formatted(name),
                                Function.named(name).isPresent()
                                        ? ELSEWHERE
                                        : NearNames.hint(name, scope.functions())));
    }

    private void call(Open.Call call, int count) {
        List<Node> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(operands.pop());
        }
        Collections.reverse(arguments);
        checkCount(call.position(), call.function(), count);
        operands.push(new Node.Call(call.position(), call.function(), arguments));
    }

    private void checkCount(int position, Function function, int count) {
        if (count < function.fewest()) {
            throw wrongCount(
                    position,
                    "Too few parameters supplied: ",
                    function,
                    ", which takes at least %d".formatted(function.fewest()));
        }
        if (count > scope.most(function)) {
            throw wrongCount(
                    position,
                    "Too many parameters supplied: ",
                    function,
                    ", which takes at most %d".formatted(scope.most(function)));
        }
        if (function == Function.CASE && count % 2 == 0) {
            throw wrongCount(
                    position,
                    "Even number of parameters supplied, requires an odd number of parameters: ",
                    function,
                    ", which takes a value for each condition, and one for else");
        }
    }

    private static ExpressionException wrongCount(
            int position, String fault, Function function, String hint) {
        return new ExpressionException(
                Kind.PARSING, position, "%s'%s'".formatted(fault, function.spelling()), hint);
    }

    private Token peek() {
        return tokens.get(index);
    }

    /// The end may be asked for again and again.
    private Token next() {
        Token token = tokens.get(index);
        index = Math.min(index + 1, tokens.size());
        return token;
    }

    private boolean take(Sign sign) {
        if (peek() instanceof Token.Symbol(_, Sign found) && found == sign) {
            index++;
            return true;
        }
        return false;
    }

    private void expect(Sign sign) {
        if (!take(sign)) {
            throw unexpected(peek());
        }
    }

    /// Where the end comes too early, the last that stands before it has the place.
    private ExpressionException unexpected(Token token) {
        boolean ended = token instanceof Token.End;
        Token shown = ended ? tokens.get(tokens.size() - 2) : token;
        return new ExpressionException(
                Kind.PARSING,
                shown.position(),
                "Unexpected %s: '%s'"
                        .formatted(ended ? "end of expression" : "symbol", shown.shown()));
    }
}
