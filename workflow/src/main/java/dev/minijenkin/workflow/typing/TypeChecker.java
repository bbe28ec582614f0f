package dev.minijenkin.workflow.typing;

import dev.minijenkin.workflow.expression.syntax.NearNames;
import dev.minijenkin.workflow.expression.syntax.Node;
import dev.minijenkin.workflow.expression.syntax.NodePrinter;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.StringValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.problem.LintRule;
import dev.minijenkin.workflow.typing.StaticType.Simple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Goes through an expression, tells the type of its value, and collects what can never work: a
/// field of what has no fields, a comparison of what is never equal, an object where a text is
/// wanted. What is not known for certain counts as right. Used for one expression by one thread.
public final class TypeChecker {

    private final Function<String, StaticType> contexts;
    private final List<Doubt> doubts = new ArrayList<>();
    private final FunctionTypes functions = new FunctionTypes(this::doubt);

    /// Takes the type of each context, by name.
    public TypeChecker(Function<String, StaticType> contexts) {
        this.contexts = contexts;
    }

    /// What was found so far.
    public List<Doubt> doubts() {
        return doubts;
    }

    /// The type of the value.
    public StaticType typeOf(Node node) {
        return switch (node) {
            case Node.Literal(_, Value value) -> StaticType.of(value);
            case Node.Context(_, String name) -> contexts.apply(name);
            case Node.Call call -> functions.typeOf(call, argumentsOf(call));
            case Node.Index(_, Node target, Node index) -> {
                StaticType of = typeOf(target);
                StaticType by = typeOf(index);
                if (of instanceof StaticType.Fields
                        && (by == Simple.NUMBER || by == Simple.TRUTH)) {
                    empty(
                            node,
                            "`%s` is %s, and fields of an object have names"
                                    .formatted(NodeWords.shown(index), by.shown()));
                }
                yield index(node, target, of, index);
            }
            case Node.Filter(_, Node target) -> filter(target, typeOf(target));
            case Node.Not(_, Node operand) -> {
                typeOf(operand);
                yield Simple.TRUTH;
            }
            case Node.Comparison comparison -> compare(comparison);
            case Node.And(_, List<Node> operands) -> either(operands);
            case Node.Or(_, List<Node> operands) -> either(operands);
        };
    }

    private List<StaticType> argumentsOf(Node.Call call) {
        return call.arguments().stream().map(this::typeOf).toList();
    }

    private StaticType either(List<Node> operands) {
        return operands.stream().map(this::typeOf).reduce(StaticType::union).orElseThrow();
    }

    private StaticType index(Node whole, Node target, StaticType of, Node index) {
        Optional<String> name =
                index instanceof Node.Literal(_, StringValue(String text))
                        ? Optional.of(text)
                        : Optional.empty();
        return switch (of) {
            case Simple.ANY -> Simple.ANY;
            case Simple _, StaticType.Words _ -> {
                empty(
                        whole,
                        "`%s` is %s and has no fields"
                                .formatted(NodeWords.shown(target), of.shown()));
                yield Simple.ANY;
            }
            case StaticType.ListOf(StaticType item, boolean filtered) -> {
                if (!filtered) {
                    yield item;
                }
                if (name.isEmpty()) {
                    yield Simple.ANY;
                }
                yield new StaticType.ListOf(
                        item instanceof StaticType.Fields fields
                                ? field(whole, target, fields, name.get())
                                : Simple.ANY,
                        true);
            }
            case StaticType.Fields fields ->
                    name.isPresent() ? field(whole, target, fields, name.get()) : fields.anyField();
        };
    }

    private StaticType field(Node whole, Node target, StaticType.Fields fields, String name) {
        Optional<StaticType> type = fields.field(name);
        if (type.isEmpty()) {
            empty(
                    whole,
                    "`%s` has only %s%s"
                            .formatted(
                                    NodeWords.shown(target),
                                    fields.known().isEmpty()
                                            ? "no fields"
                                            : String.join(
                                                    ", ",
                                                    fields.known().keySet().stream()
                                                            .sorted()
                                                            .toList()),
                                    NearNames.hint(name, fields.known().keySet())));
        }
        return type.orElse(Simple.ANY);
    }

    private StaticType filter(Node target, StaticType of) {
        return switch (of) {
            case Simple.ANY -> new StaticType.ListOf(Simple.ANY, true);
            case StaticType.ListOf(StaticType item, _) -> new StaticType.ListOf(item, true);
            case StaticType.Fields fields -> new StaticType.ListOf(fields.anyField(), true);
            case Simple _, StaticType.Words _ -> {
                empty(target, "`.*` of %s gives nothing".formatted(of.shown()));
                yield Simple.ANY;
            }
        };
    }

    private void empty(Node node, String reason) {
        doubt(
                LintRule.REFERENCE,
                NodeWords.start(node),
                "`%s` is always empty: %s".formatted(NodeWords.shown(node), reason));
    }

    private StaticType compare(Node.Comparison comparison) {
        StaticType left = typeOf(comparison.left());
        StaticType right = typeOf(comparison.right());
        boolean equality =
                comparison.operator() == Node.Operator.EQUAL
                        || comparison.operator() == Node.Operator.NOT_EQUAL;
        if (!equality) {
            ordered(comparison, comparison.left(), left);
            ordered(comparison, comparison.right(), right);
        } else if (comparison.right() instanceof Node.Literal literal) {
            Comparisons.fault(left, literal.value())
                    .ifPresent(fault -> unequal(comparison.left(), literal, fault));
        } else if (comparison.left() instanceof Node.Literal literal) {
            Comparisons.fault(right, literal.value())
                    .ifPresent(fault -> unequal(comparison.right(), literal, fault));
        }
        return Simple.TRUTH;
    }

    private void ordered(Node.Comparison comparison, Node operand, StaticType type) {
        boolean isNull = operand instanceof Node.Literal(_, NullValue _);
        if (type.isComposite() || type == Simple.TRUTH || isNull) {
            doubt(
                    LintRule.COMPARISON,
                    NodeWords.start(comparison),
                    "This comparison means nothing: `%s` is %s and has no order"
                            .formatted(NodeWords.shown(operand), isNull ? "null" : type.shown()));
        }
    }

    private void unequal(Node operand, Node.Literal literal, String fault) {
        doubt(
                LintRule.COMPARISON,
                NodeWords.start(operand),
                "`%s` is never equal to %s: %s"
                        .formatted(NodeWords.shown(operand), NodePrinter.print(literal), fault));
    }

    /// Looks at an expression whose value becomes a text.
    public void checkText(Node node) {
        functions.asText(node, typeOf(node));
    }

    private void doubt(LintRule rule, int position, String message) {
        doubts.add(new Doubt(rule, position, message));
    }
}
