package dev.minijenkin.workflow.typing;

import dev.minijenkin.workflow.expression.syntax.Node;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.typing.StaticType.Simple;
import java.util.BitSet;
import java.util.List;

/// What functions give, and what they can do nothing with.
final class FunctionTypes {
    private final Report report;

    /// Takes what is found.
    @FunctionalInterface
    interface Report {
        void doubt(LintRule rule, int position, String message);
    }

    FunctionTypes(Report report) {
        this.report = report;
    }

    StaticType typeOf(Node.Call call, List<StaticType> types) {
        return switch (call.function()) {
            case CASE -> chosen(call, types);
            case CONTAINS -> {
                contains(call, types);
                yield Simple.TRUTH;
            }
            case STARTS_WITH, ENDS_WITH -> {
                refuse(call, types, 0, "never holds");
                refuse(call, types, 1, "never holds");
                yield Simple.TRUTH;
            }
            case FORMAT -> {
                for (int i = 0; i < types.size(); i++) {
                    asText(call.arguments().get(i), types.get(i));
                }
                unused(call);
                yield Simple.TEXT;
            }
            case JOIN -> {
                join(call, types);
                yield Simple.TEXT;
            }
            case FROM_JSON -> {
                refuse(call, types, 0, "fails");
                yield parsed(call);
            }
            case HASH_FILES -> {
                for (int i = 0; i < types.size(); i++) {
                    refuse(call, types, i, "finds no files");
                }
                yield Simple.TEXT;
            }
            case TO_JSON -> Simple.TEXT;
            case ALWAYS, CANCELLED, FAILURE, SUCCESS -> Simple.TRUTH;
        };
    }

    private StaticType chosen(Node.Call call, List<StaticType> types) {
        StaticType value = types.getLast();
        for (int i = 0; i + 1 < types.size(); i += 2) {
            StaticType condition = types.get(i);
            if (condition != Simple.TRUTH && condition != Simple.ANY) {
                say(
                        LintRule.EVALUATION,
                        call.arguments().get(i),
                        "`case` fails: `%s` is %s, and a condition must be true or false",
                        condition);
            }
            value = StaticType.union(value, types.get(i + 1));
        }
        return value;
    }

    private void contains(Node.Call call, List<StaticType> types) {
        if (types.getFirst() instanceof StaticType.Fields) {
            refuse(call, types, 0, "never holds");
        } else if (types.getFirst().isPrimitive()) {
            refuse(call, types, 1, "never holds");
        }
        if (types.getFirst() instanceof StaticType.ListOf(StaticType item, _)
                && call.arguments().get(1) instanceof Node.Literal literal) {
            Comparisons.fault(item, literal.value())
                    .ifPresent(fault ->
                            report.doubt(
                                    LintRule.COMPARISON,
                                    call.position(),
                                    "`%s` never holds, what it looks for is no item: %s"
                                            .formatted(NodeWords.shown(call), fault)));
        }
    }

    private void join(Node.Call call, List<StaticType> types) {
        Node first = call.arguments().getFirst();
        if (types.getFirst() instanceof StaticType.Fields) {
            refuse(call, types, 0, "gives nothing");
        } else if (types.getFirst() instanceof StaticType.ListOf(StaticType item, _)
                && item.isComposite()) {
            report.doubt(
                    LintRule.OBJECT_AS_TEXT,
                    NodeWords.start(first),
                    "Each item of `%s` is %s, of which `join` makes no text that helps: use toJSON"
                            .formatted(NodeWords.shown(first), item.shown()));
        }
    }

    private void refuse(Node.Call call, List<StaticType> types, int index, String outcome) {
        if (types.size() > index && types.get(index).isComposite()) {
            say(
                    LintRule.EVALUATION,
                    call.arguments().get(index),
                    "`%s` %s: `%%s` is %%s".formatted(call.function().spelling(), outcome),
                    types.get(index));
        }
    }

    private void say(LintRule rule, Node argument, String message, StaticType type) {
        report.doubt(
                rule,
                NodeWords.start(argument),
                message.formatted(NodeWords.shown(argument), type.shown()));
    }

    /// What becomes of a value where a text is wanted.
    void asText(Node node, StaticType type) {
        if (type.isComposite()) {
            boolean list = type instanceof StaticType.ListOf;
            report.doubt(
                    LintRule.OBJECT_AS_TEXT,
                    NodeWords.start(node),
                    "`%s` is %s, of which a text has only the word `%s`: use %s"
                            .formatted(
                                    NodeWords.shown(node),
                                    type.shown(),
                                    list ? "Array" : "Object",
                                    list ? "join or toJSON" : "a field of it, or toJSON"));
        }
    }

    /// Values that no place of the pattern asks for.
    private void unused(Node.Call call) {
        if (!(call.arguments().getFirst() instanceof Node.Literal(_, StringValue(String text)))) {
            return;
        }
        BitSet used = placesOf(text);
        for (int i = 1; i < call.arguments().size(); i++) {
            if (!used.get(i - 1)) {
                Node argument = call.arguments().get(i);
                report.doubt(
                        LintRule.EVALUATION,
                        NodeWords.start(argument),
                        "`format` does not use `%s`: its pattern has no {%d}"
                                .formatted(NodeWords.shown(argument), i - 1));
            }
        }
    }

    private static BitSet placesOf(String pattern) {
        BitSet used = new BitSet();
        int i = 0;
        while (i < pattern.length()) {
            if (pattern.charAt(i) != '{') {
                i++;
            } else if (pattern.startsWith("{{", i)) {
                i += 2;
            } else {
                int end = i + 1;
                int index = 0;
                while (end < pattern.length() && Character.isDigit(pattern.charAt(end))) {
                    index = Math.min(index * 10 + pattern.charAt(end) - '0', 1000);
                    end++;
                }
                used.set(index);
                i = end;
            }
        }
        return used;
    }

    private static StaticType parsed(Node.Call call) {
        if (call.arguments().getFirst() instanceof Node.Literal(_, StringValue(String text))) {
            try {
                return StaticType.of(Json.parseOfPeople(text));
            } catch (IllegalArgumentException _) {
                return Simple.ANY;
            }
        }
        return Simple.ANY;
    }
}
