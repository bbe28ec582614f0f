package dev.minijenkin.pipeline.expression;

import dev.minijenkin.pipeline.expression.ExpressionException.Kind;
import dev.minijenkin.pipeline.expression.Node.Operator;
import dev.minijenkin.pipeline.expression.Token.Sign;
import java.util.ArrayList;
import java.util.List;

/// Builds the tree of an expression by precedence climbing.
///
/// From weak to strong: `||`, `&&`, `== !=`, `< <= > >=`, `!`, then `.x`, `[x]` and `.*`.
final class Parser {
    private static final int MAX_LENGTH = 21_000;
    private static final int MAX_DEPTH = 50;
    // Parentheses leave no trace in the tree, yet each costs frames of the stack.
    private static final int MAX_NESTING = 250;

    private final List<Token> tokens;
    private final Scope scope;
    private int index;
    private int nesting;

    private Parser(List<Token> tokens, Scope scope) {
        this.tokens = tokens;
        this.scope = scope;
    }

    static Node parse(String text, Scope scope) {
        if (text.length() > MAX_LENGTH) {
            throw new ExpressionException(
                    Kind.PARSING,
                    0,
                    "Expressions have at most %d characters".formatted(MAX_LENGTH));
        }
        Parser parser = new Parser(Lexer.tokensOf(text), scope);
        if (parser.peek() instanceof Token.End(int position)) {
            throw new ExpressionException(Kind.PARSING, position, "An expression was expected");
        }
        Node root = parser.or();
        if (!(parser.peek() instanceof Token.End)) {
            throw parser.unexpected();
        }
        DepthCheck.check(root, MAX_DEPTH);
        return root;
    }

    private Node or() {
        enter();
        Node first = and();
        List<Node> operands = new ArrayList<>(List.of(first));
        while (take(Sign.OR)) {
            operands.add(and());
        }
        nesting--;
        return operands.size() == 1 ? first : new Node.Or(first.position(), List.copyOf(operands));
    }

    private Node and() {
        Node first = equality();
        List<Node> operands = new ArrayList<>(List.of(first));
        while (take(Sign.AND)) {
            operands.add(equality());
        }
        return operands.size() == 1 ? first : new Node.And(first.position(), List.copyOf(operands));
    }

    private Node equality() {
        Node left = relation();
        while (true) {
            if (take(Sign.EQUAL)) {
                left = comparison(Operator.EQUAL, left, relation());
            } else if (take(Sign.NOT_EQUAL)) {
                left = comparison(Operator.NOT_EQUAL, left, relation());
            } else {
                return left;
            }
        }
    }

    private Node relation() {
        Node left = unary();
        while (true) {
            if (take(Sign.LESS)) {
                left = comparison(Operator.LESS, left, unary());
            } else if (take(Sign.LESS_OR_EQUAL)) {
                left = comparison(Operator.LESS_OR_EQUAL, left, unary());
            } else if (take(Sign.GREATER)) {
                left = comparison(Operator.GREATER, left, unary());
            } else if (take(Sign.GREATER_OR_EQUAL)) {
                left = comparison(Operator.GREATER_OR_EQUAL, left, unary());
            } else {
                return left;
            }
        }
    }

    private static Node comparison(Operator operator, Node left, Node right) {
        return new Node.Comparison(left.position(), operator, left, right);
    }

    private Node unary() {
        int position = peek().position();
        if (!take(Sign.NOT)) {
            return postfix();
        }
        enter();
        Node operand = unary();
        nesting--;
        return new Node.Not(position, operand);
    }

    private Node postfix() {
        boolean literal = peek() instanceof Token.Literal;
        Node node = primary();
        while (!literal) {
            int position = peek().position();
            if (take(Sign.DOT)) {
                node = afterDot(position, node);
            } else if (take(Sign.OPEN_INDEX)) {
                node = inBrackets(position, node);
            } else {
                return node;
            }
        }
        return node;
    }

    private Node afterDot(int position, Node target) {
        if (take(Sign.STAR)) {
            return new Node.Filter(position, target);
        }
        if (peek() instanceof Token.Name(int at, String name)) {
            index++;
            return new Node.Index(position, target, new Node.Literal(at, Value.of(name)));
        }
        throw unexpected();
    }

    private Node inBrackets(int position, Node target) {
        if (take(Sign.STAR)) {
            expect(Sign.CLOSE_INDEX);
            return new Node.Filter(position, target);
        }
        Node at = or();
        expect(Sign.CLOSE_INDEX);
        return new Node.Index(position, target, at);
    }

    private Node primary() {
        Token token = peek();
        return switch (token) {
            case Token.Literal(int position, _, Value value) -> {
                index++;
                yield new Node.Literal(position, value);
            }
            case Token.Name(int position, String name) -> {
                index++;
                yield take(Sign.OPEN_GROUP) ? call(position, name) : context(position, name);
            }
            case Token.Symbol(_, Sign sign) when sign == Sign.OPEN_GROUP -> {
                index++;
                Node inner = or();
                expect(Sign.CLOSE_GROUP);
                yield inner;
            }
            case Token.Symbol _, Token.End _ -> throw unexpected();
        };
    }

    private Node context(int position, String name) {
        if (!scope.hasContext(name)) {
            throw new ExpressionException(
                    Kind.PARSING, position, "Unrecognized named-value: '%s'".formatted(name));
        }
        return new Node.Context(position, name);
    }

    private Node call(int position, String name) {
        Function function =
                Function.named(name)
                        .filter(scope::hasFunction)
                        .orElseThrow(() ->
                                new ExpressionException(
                                        Kind.PARSING,
                                        position,
                                        "Unrecognized function: '%s'".formatted(name)));
        List<Node> arguments = new ArrayList<>();
        if (!take(Sign.CLOSE_GROUP)) {
            do {
                arguments.add(or());
            } while (take(Sign.COMMA));
            expect(Sign.CLOSE_GROUP);
        }
        checkCount(position, function, arguments.size());
        return new Node.Call(position, function, List.copyOf(arguments));
    }

    private static void checkCount(int position, Function function, int count) {
        String problem =
                count < function.fewest()
                        ? "Too few parameters supplied: '%s' takes at least %d"
                                .formatted(function.spelling(), function.fewest())
                        : count > function.most()
                                ? "Too many parameters supplied: '%s' takes at most %d"
                                        .formatted(function.spelling(), function.most())
                                : function == Function.CASE && count % 2 == 0
                                        ? "Even number of parameters supplied: 'case' needs a value"
                                                + " for each condition, and one for else"
                                        : "";
        if (!problem.isEmpty()) {
            throw new ExpressionException(Kind.PARSING, position, problem);
        }
    }

    private void enter() {
        nesting++;
        if (nesting > MAX_NESTING) {
            throw DepthCheck.tooDeep(peek().position(), MAX_DEPTH);
        }
    }

    private Token peek() {
        return tokens.get(index);
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
            throw unexpected();
        }
    }

    private ExpressionException unexpected() {
        Token token = peek();
        String message =
                token instanceof Token.End
                        ? "Unexpected end of expression"
                        : "Unexpected symbol: '%s'".formatted(token.shown());
        return new ExpressionException(Kind.PARSING, token.position(), message);
    }
}
