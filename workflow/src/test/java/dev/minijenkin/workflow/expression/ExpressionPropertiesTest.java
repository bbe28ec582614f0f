package dev.minijenkin.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.expression.syntax.Function;
import dev.minijenkin.workflow.expression.syntax.Node;
import dev.minijenkin.workflow.expression.syntax.NodePrinter;
import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.property.Samples;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.instancio.junit.Given;
import org.instancio.junit.InstancioExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InstancioExtension.class)
class ExpressionPropertiesTest {
    /// The one that is left out reads files.
    private static final List<Function> FUNCTIONS =
            Stream.of(Function.values())
                    .filter(function -> function != Function.HASH_FILES)
                    .toList();

    @Test
    void printingAndReadingAgainGivesTheSameTree(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(1500, ExpressionPropertiesTest::tree, ExpressionPropertiesTest::readAgain);
    }

    private static void readAgain(Node tree) {
        String printed = NodePrinter.print(tree);
        Node again = Expression.parse(printed, Scope.ALL).root();
        assertThat(withoutPositions(again)).as(printed).isEqualTo(withoutPositions(tree));
        assertThat(NodePrinter.print(again)).isEqualTo(printed);
    }

    @Test
    void evaluatingTwiceGivesTheSame(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(
                600,
                s -> NodePrinter.print(tree(s)),
                printed -> assertThat(outcome(printed)).isEqualTo(outcome(printed)));
    }

    @Test
    void comparisonsAreConsistent(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(
                600,
                s -> List.of(NodePrinter.print(literal(s)), NodePrinter.print(literal(s))),
                pair -> consistent(pair.getFirst(), pair.getLast()));
    }

    private static void consistent(String l, String r) {
        assertThat(outcome(l + " == " + r)).isEqualTo(outcome(r + " == " + l));
        assertThat(outcome(l + " != " + r)).isEqualTo(outcome("!(" + l + " == " + r + ")"));
        assertThat(outcome(l + " < " + r)).isEqualTo(outcome(r + " > " + l));
        assertThat(outcome(l + " <= " + r))
                .isEqualTo(outcome(l + " < " + r + " || " + l + " == " + r));
    }

    @Test
    void whatToJsonWritesFromJsonReads(@Given(Samples.Seeded.class) Samples samples) {
        samples.check(
                600,
                s -> NodePrinter.print(tree(s)),
                ExpressionPropertiesTest::readWhatToJsonWrites);
    }

    private static void readWhatToJsonWrites(String printed) {
        String json = outcome("toJSON(" + printed + ")");
        if (!json.startsWith("error") && !json.contains("NaN") && !json.contains("Infinity")) {
            String quoted = "'" + json.replace("'", "''") + "'";
            assertThat(outcome("toJSON(fromJSON(" + quoted + "))")).isEqualTo(json);
        }
    }

    private static String withoutPositions(Node tree) {
        return tree.toString().replaceAll("position=\\d+", "");
    }

    private static String outcome(String expression) {
        try {
            return Expression.parse(expression, Scope.ALL)
                    .evaluate(
                            Contexts.of(
                                    Map.of(
                                            "github",
                                            Json.parse("{\"a\": [1, {\"b\": \"x\"}, null]}"))))
                    .asText();
        } catch (ExpressionException e) {
            return "error " + e.kind() + " " + e.getMessage();
        }
    }

    private static Node tree(Samples samples) {
        return tree(samples, 4);
    }

    private static Node tree(Samples samples, int depth) {
        if (depth == 0) {
            return samples.either() ? literal(samples) : context(samples);
        }
        Supplier<Node> below = () -> tree(samples, depth - 1);
        return switch (samples.number(1, 15)) {
            case 1, 2, 3 -> literal(samples);
            case 4, 5, 6 -> context(samples);
            case 7 -> new Node.Not(0, below.get());
            case 8 -> new Node.Filter(0, below.get());
            case 9, 10 -> new Node.Index(0, below.get(), below.get());
            case 11, 12 ->
                    new Node.Comparison(
                            0,
                            samples.any(List.of(Node.Operator.values())),
                            below.get(),
                            below.get());
            case 13 ->
                    new Node.And(
                            0,
                            samples.list(
                                    2, 3, () -> first(below, node -> !(node instanceof Node.And))));
            case 14 ->
                    new Node.Or(
                            0,
                            samples.list(
                                    2, 3, () -> first(below, node -> !(node instanceof Node.Or))));
            default -> call(samples, below);
        };
    }

    private static Node first(Supplier<Node> nodes, Predicate<Node> wanted) {
        return Stream.generate(nodes).filter(wanted).findFirst().orElseThrow();
    }

    private static Node context(Samples samples) {
        return new Node.Context(0, samples.any(List.of("github", "env", "matrix", "needs")));
    }

    private static Node call(Samples samples, Supplier<Node> below) {
        Function function = samples.any(FUNCTIONS);
        int fewest = function == Function.CASE ? 3 : function.fewest();
        int most = Math.max(fewest, Math.min(3, function.most()));
        return new Node.Call(0, function, List.copyOf(samples.list(fewest, most, below)));
    }

    private static Node literal(Samples samples) {
        Value value =
                switch (samples.number(1, 5)) {
                    case 1 -> samples.any(List.of(NullValue.NULL, Value.of(true), Value.of(false)));
                    case 2 ->
                            Value.of(samples.any(List.of(0.0, -0.0, 1.0, -1.5, 1e21, 1e-7, 255.0)));
                    case 3 -> Value.of(samples.magnitude(-300, 299));
                    case 4 -> Value.of(samples.any(List.of(Double.NaN, Double.POSITIVE_INFINITY)));
                    default -> Value.of(samples.text(6, "ab'Ä1. {}\n"));
                };
        return new Node.Literal(0, value);
    }
}
