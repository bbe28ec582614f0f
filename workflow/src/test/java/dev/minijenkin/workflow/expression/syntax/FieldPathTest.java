package dev.minijenkin.workflow.expression.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.expression.Expression;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldPathTest {
    private static List<String> flowing(String expression) {
        return Expression.parse(expression, Scope.ALL).flowingFields().stream()
                .map(FieldPath::toString)
                .toList();
    }

    @Test
    void fieldsFlowThroughOperatorsAndFunctionsThatKeepText() {
        assertThat(flowing("github.event['issue'].title"))
                .containsExactly("github.event.issue.title");
        assertThat(flowing("github.event.commits[0].message || github.event.commits.*.id"))
                .containsExactly("github.event.commits.*.message", "github.event.commits.*.id");
        assertThat(flowing("format('{0}', toJSON(github.event))")).containsExactly("github.event");
        assertThat(flowing("fromJSON(github.x).y")).containsExactly("github.x");
        assertThat(flowing("github.a && github.b")).containsExactly("github.b");
    }

    @Test
    void whatIsOnlyTrueOrFalseLetsNothingFlow() {
        assertThat(flowing("contains(github.event.issue.title, 'x')")).isEmpty();
        assertThat(flowing("github.event.issue.title == 'x'")).isEmpty();
        assertThat(flowing("!github.ref")).isEmpty();
        assertThat(flowing("'x'")).isEmpty();
    }

    @Test
    void allFieldsIncludeThoseOfIndexesAndComparisons() {
        assertThat(Expression.parse("matrix[env.A].x == needs.b", Scope.ALL).fields())
                .extracting(FieldPath::toString)
                .containsExactly("matrix.*.x", "env.A", "needs.b");
    }
}
