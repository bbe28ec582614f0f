package dev.minijenkin.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateAndConditionTest {
    private static final Contexts CONTEXTS =
            Contexts.EMPTY.with("vars", Json.parse("{\"n\": 3, \"empty\": \"\"}"));

    @Test
    void oneExpressionAloneKeepsItsKind() {
        assertThat(Template.parse("${{ vars.n }}").evaluate(CONTEXTS)).isEqualTo(Value.of(3));
        assertThat(Template.parse(" ${{ vars.n }}").evaluate(CONTEXTS)).isEqualTo(Value.of(" 3"));
    }

    @Test
    void textAndExpressionsAreJoined() {
        assertThat(Template.parse("a${{ vars.n }}b${{ true }}{0}").evaluateText(CONTEXTS))
                .isEqualTo("a3btrue{0}");
        assertThat(Template.parse("no expression, not even $ {{ 1 }}").evaluateText(CONTEXTS))
                .isEqualTo("no expression, not even $ {{ 1 }}");
    }

    @Test
    void bracesInsideQuotesDoNotCloseTheExpression() {
        assertThat(Template.parse("${{ format('{{{0}}}', 1) }}").evaluateText(CONTEXTS))
                .isEqualTo("{1}");
        assertThat(Template.parse("${{ 'it''s }}' }}").evaluateText(CONTEXTS)).isEqualTo("it's }}");
    }

    @Test
    void errorsNameThePlaceInTheWholeText() {
        ExpressionException unclosed =
                catchThrowableOfType(ExpressionException.class, () -> Template.parse("ab ${{ 1"));
        assertThat(unclosed.position()).isEqualTo(3);
        ExpressionException unknown =
                catchThrowableOfType(
                        ExpressionException.class, () -> Template.parse("ab ${{ true && nope }}"));
        assertThat(unknown.position()).isEqualTo(15);
        assertThat(unknown.kind()).isEqualTo(ExpressionException.Kind.PARSING);
        assertThat(
                        catchThrowableOfType(
                                        ExpressionException.class, () -> Template.parse("${{ }}"))
                                .getMessage())
                .contains("expected");
    }

    private static boolean holds(String condition, Status status) {
        return Condition.parse(condition).holds(CONTEXTS.with(status));
    }

    @Test
    void noConditionMeansSuccess() {
        assertThat(holds("", Status.SUCCESS)).isTrue();
        assertThat(holds(" ", Status.FAILURE)).isFalse();
    }

    @Test
    void bracesAroundAConditionMayBeLeftOut() {
        for (String condition : List.of("vars.n == 3", "${{ vars.n == 3 }}", "  vars.n == 3\n")) {
            assertThat(holds(condition, Status.SUCCESS)).isTrue();
            assertThat(holds(condition, Status.FAILURE)).as("success() is implied").isFalse();
            assertThat(holds(condition, Status.CANCELLED)).isFalse();
        }
        assertThat(holds("vars.n == 4", Status.SUCCESS)).isFalse();
    }

    @Test
    void aStatusFunctionAnywhereEndsTheImpliedSuccess() {
        assertThat(holds("vars.n == 3 && (false || !cancelled())", Status.FAILURE)).isTrue();
        assertThat(holds("always()", Status.CANCELLED)).isTrue();
        assertThat(holds("failure()", Status.SUCCESS)).isFalse();
        assertThat(holds("FAILURE()", Status.FAILURE)).isTrue();
    }

    @Test
    void aQuotedTextBetweenBracesIsTheCondition() {
        assertThat(holds("${{ 'vars.n == 4' }}", Status.SUCCESS)).isFalse();
        assertThat(holds("${{ 'vars.n == 3' }}", Status.SUCCESS)).isTrue();
        assertThat(holds("${{ 'vars.n == 3' }}", Status.FAILURE)).isFalse();
        assertThat(holds("${{ 'failure()' }}", Status.FAILURE)).isTrue();
        assertThat(holds("${{ '' }}", Status.SUCCESS)).as("no condition").isTrue();
        assertThat(holds("'false'", Status.SUCCESS)).as("a text without braces").isTrue();
        assertThat(
                        catchThrowableOfType(
                                        ExpressionException.class,
                                        () -> Condition.parse("${{ 'true && nope' }}"))
                                .position())
                .isEqualTo(13);
    }

    @Test
    void textBesideTheExpressionMakesItAlwaysTrue() {
        Condition condition = Condition.parse("${{ false }} && true");
        assertThat(condition.hasTextBesideExpression()).isTrue();
        assertThat(condition.holds(CONTEXTS)).isTrue();
        assertThat(Condition.parse("${{ false }}").hasTextBesideExpression()).isFalse();
        for (String blank : List.of(" ${{ false }}", "${{ false }}\n")) {
            assertThat(Condition.parse(blank).holds(CONTEXTS)).as("a blank is text").isTrue();
            assertThat(Condition.parse(blank).hasTextBesideExpression()).isTrue();
        }
    }

    @Test
    void aTextWithExpressionsKeepsToTheLimitsOfOneExpression() {
        assertThat(Template.parse("x".repeat(30_000)).expressions()).isEmpty();
        assertThat(Template.parse("x".repeat(20_900) + "${{ 1 }}").expressions()).hasSize(1);
        for (String text :
                List.of(
                        "x".repeat(21_000) + "${{ 1 }}",
                        "'".repeat(11_000) + "${{ 1 }}",
                        "{".repeat(11_000) + "${{ 1 }}",
                        "-${{ 1 }}".repeat(255))) {
            assertThat(catchThrowableOfType(ExpressionException.class, () -> Template.parse(text)))
                    .isNotNull();
        }
        assertThat(Template.parse("-${{ 1 }}".repeat(254)).expressions()).hasSize(254);
    }
}
