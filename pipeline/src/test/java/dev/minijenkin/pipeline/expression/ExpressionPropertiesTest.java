package dev.minijenkin.pipeline.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

class ExpressionPropertiesTest {
    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void printingAndReadingAgainGivesTheSameTree(@ForAll("trees") Node tree) {
        String printed = NodePrinter.print(tree);
        Node again = Expression.parse(printed, Scope.ALL).root();
        assertThat(withoutPositions(again)).as(printed).isEqualTo(withoutPositions(tree));
        assertThat(NodePrinter.print(again)).isEqualTo(printed);
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void evaluatingTwiceGivesTheSame(@ForAll("trees") Node tree) {
        String printed = NodePrinter.print(tree);
        assertThat(outcome(printed)).isEqualTo(outcome(printed));
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void comparisonsAreConsistent(@ForAll("literals") Node left, @ForAll("literals") Node right) {
        String l = NodePrinter.print(left);
        String r = NodePrinter.print(right);
        assertThat(outcome(l + " == " + r)).isEqualTo(outcome(r + " == " + l));
        assertThat(outcome(l + " != " + r)).isEqualTo(outcome("!(" + l + " == " + r + ")"));
        assertThat(outcome(l + " < " + r)).isEqualTo(outcome(r + " > " + l));
        assertThat(outcome(l + " <= " + r))
                .isEqualTo(outcome(l + " < " + r + " || " + l + " == " + r));
    }

    @Property(tries = 600, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void whatToJsonWritesFromJsonReads(@ForAll("trees") Node tree) {
        String printed = NodePrinter.print(tree);
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

    @Provide
    Arbitrary<Node> trees() {
        return tree(4);
    }

    @Provide
    Arbitrary<Node> literals() {
        return Arbitraries.oneOf(
                        Arbitraries.of(NullValue.NULL, Value.of(true), Value.of(false)),
                        Arbitraries.of(0.0, -0.0, 1.0, -1.5, 1e21, 1e-7, 255.0)
                                .map(number -> Value.of(number)),
                        Arbitraries.doubles()
                                .between(-1e300, 1e300)
                                .map(number -> Value.of(number)),
                        Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY)
                                .map(number -> Value.of(number)),
                        Arbitraries.strings()
                                .withChars("ab'Ä1. {}\n")
                                .ofMaxLength(6)
                                .map(text -> Value.of(text)))
                .map(value -> new Node.Literal(0, value));
    }

    private Arbitrary<Node> tree(int depth) {
        Arbitrary<Node> context =
                Arbitraries.of("github", "env", "matrix", "needs")
                        .map(name -> new Node.Context(0, name));
        if (depth == 0) {
            return Arbitraries.oneOf(literals(), context);
        }
        Arbitrary<Node> below = tree(depth - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(3, literals()),
                Tuple.of(3, context),
                Tuple.of(1, below.map(node -> new Node.Not(0, node))),
                Tuple.of(1, below.map(node -> new Node.Filter(0, node))),
                Tuple.of(
                        2,
                        Combinators.combine(below, below)
                                .as((target, index) -> new Node.Index(0, target, index))),
                Tuple.of(
                        2,
                        Combinators.combine(Arbitraries.of(Node.Operator.class), below, below)
                                .as((operator, left, right) ->
                                        new Node.Comparison(0, operator, left, right))),
                Tuple.of(
                        1,
                        below.filter(node -> !(node instanceof Node.And))
                                .list()
                                .ofMinSize(2)
                                .ofMaxSize(3)
                                .map(operands -> new Node.And(0, operands))),
                Tuple.of(
                        1,
                        below.filter(node -> !(node instanceof Node.Or))
                                .list()
                                .ofMinSize(2)
                                .ofMaxSize(3)
                                .map(operands -> new Node.Or(0, operands))),
                Tuple.of(1, calls(below)));
    }

    private static Arbitrary<Node> calls(Arbitrary<Node> below) {
        return Arbitraries.of(Function.class)
                .filter(function -> function != Function.HASH_FILES)
                .flatMap(function -> {
                    int most = Math.min(3, function.most());
                    int fewest = function == Function.CASE ? 3 : function.fewest();
                    return below.list()
                            .ofMinSize(fewest)
                            .ofMaxSize(Math.max(fewest, most))
                            .map(arguments ->
                                    (Node) new Node.Call(0, function, List.copyOf(arguments)));
                });
    }
}
