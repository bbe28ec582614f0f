package dev.minijenkin.workflow.expression;

import static dev.minijenkin.workflow.expression.Expressions.assertFails;
import static dev.minijenkin.workflow.expression.Expressions.text;
import static dev.minijenkin.workflow.expression.Expressions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.workflow.expression.syntax.Scope;
import dev.minijenkin.workflow.expression.value.ExpressionException.Kind;
import dev.minijenkin.workflow.expression.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    @Test
    void containsLooksIntoTextsAndLists() {
        assertThat(text("contains('Hello', 'ELL')")).isEqualTo("true");
        assertThat(text("contains(123, 2)")).isEqualTo("true");
        assertThat(text("contains('x', '')")).isEqualTo("true");
        assertThat(text("contains(fromJSON('[1, \"two\"]'), '1')")).isEqualTo("true");
        assertThat(text("contains(fromJSON('[1, \"two\"]'), 'TWO')")).isEqualTo("true");
        assertThat(text("contains(fromJSON('[\"twofold\"]'), 'two')")).isEqualTo("false");
        assertThat(text("contains(github, 'ref')")).isEqualTo("false");
        assertThat(text("contains('Object', github)")).isEqualTo("false");
        assertThat(text("contains(github, fromJSON('bad'))")).as("lazy").isEqualTo("false");
        assertThat(text("contains(fromJSON('[]'), fromJSON('bad'))")).isEqualTo("false");
        assertThat(text("contains(fromJSON('[null]'), '')")).isEqualTo("true");
        assertThat(text("contains(github.event.commits, github.event.commits[0])"))
                .isEqualTo("true");
    }

    @Test
    void startsWithAndEndsWithIgnoreCase() {
        assertThat(text("startsWith('Refs/heads', 'refs')")).isEqualTo("true");
        assertThat(text("endsWith('Refs/heads', 'HEADS')")).isEqualTo("true");
        assertThat(text("endsWith(1.5, '.5')")).isEqualTo("true");
        assertThat(text("startsWith(github, '')")).isEqualTo("false");
    }

    @Test
    void formatFillsPlaces() {
        assertThat(text("format('{0} and {1} and {0}', 'a', true)")).isEqualTo("a and true and a");
        assertThat(text("format('{{0}} {{{0}}}', 'x')")).isEqualTo("{0} {x}");
        assertThat(text("format('plain')")).isEqualTo("plain");
        assertThat(text("format('{000}{0:}', 'x')")).isEqualTo("xx");
        assertThat(text("format('{0}', 'a', fromJSON('bad'))")).as("not used").isEqualTo("a");
        assertThat(text("format('{0}', github)")).isEqualTo("Object");
    }

    @Test
    void formatRefusesBrokenPatterns() {
        assertFails("format('{0} {1}', 'x')", Kind.EVALUATION)
                .hasMessageContaining("more arguments");
        assertFails("format('{', 'x')", Kind.EVALUATION).hasMessageContaining("invalid");
        assertFails("format('}', 'x')", Kind.EVALUATION);
        assertFails("format('{x}', 'x')", Kind.EVALUATION);
        assertFails("format('{}', 'x')", Kind.EVALUATION);
        assertFails("format('{0:x}', 'x')", Kind.EVALUATION);
        assertFails("format('{0:', 'x')", Kind.EVALUATION);
        assertFails("format('{0', 'x')", Kind.EVALUATION);
        assertFails("format('{ 0}', 'x')", Kind.EVALUATION);
        assertFails("format('{256}', 'x')", Kind.EVALUATION);
        assertFails("format('{0}}', 'x')", Kind.EVALUATION);
        assertFails("format('{-1}', 'x')", Kind.EVALUATION);
        assertFails("format('{999}', 'x')", Kind.EVALUATION);
    }

    @Test
    void joinTakesCommasUnlessToldOtherwise() {
        assertThat(text("join(fromJSON('[1, null, \"x\", [], {}]'))"))
                .isEqualTo("1,,x,Array,Object");
        assertThat(text("join(fromJSON('[1,2]'), ' + ')")).isEqualTo("1 + 2");
        assertThat(text("join(fromJSON('[1,2]'), github)")).isEqualTo("1,2");
        assertThat(text("join('alone', '-')")).isEqualTo("alone");
        assertThat(text("join(fromJSON('[1]'), fromJSON('bad'))")).as("lazy").isEqualTo("1");
        assertThat(text("join(github)")).isEmpty();
        assertThat(text("join(fromJSON('[]'))")).isEmpty();
    }

    @Test
    void toJsonIsPrettyAndFromJsonReadsItBack() {
        assertThat(text("toJSON(fromJSON('{\"a\":[1,{}],\"b\":[],\"c\":\"x\\\"\\n\"}'))"))
                .isEqualTo(
                        """
                        {
                          "a": [
                            1,
                            {}
                          ],
                          "b": [],
                          "c": "x\\"\\n"
                        }\
                        """);
        assertThat(text("toJSON('é/<')")).isEqualTo("\"é/<\"");
        assertThat(value("fromJSON('true')")).isEqualTo(Value.of(true));
        assertThat(value("fromJSON('1.50')")).isEqualTo(Value.of(1.5));
        assertThat(text("toJSON(null)")).isEqualTo("null");
        assertThat(text("toJSON(fromJSON('{\"a\":1,\"b\":2,\"A\":3}'))"))
                .as("the first of several spellings stays, with the last value")
                .isEqualTo("{\n  \"a\": 3,\n  \"b\": 2\n}");
        assertThat(text("fromJSON('-0')")).isEqualTo("0");
        assertThat(text("fromJSON('1e999')")).isEqualTo("Infinity");
        assertThat(text("toJSON('" + "\u007f\u0001\u0085\u2028" + "')"))
                .isEqualTo("\"\u007f\\u0001\\u0085\\u2028\"");
    }

    @Test
    void fromJsonTakesWhatPeopleWrite() {
        for (String json :
                List.of(
                        "{\"a\": [1, \"x\"]}",
                        "{''a'': [1, ''x'']}",
                        "{a: [1, ''x'',],}",
                        "/* ours */ {a: [1, ''x'']} // that is all")) {
            assertThat(text("join(fromJSON('" + json + "').a, '-')")).as(json).isEqualTo("1-x");
        }
    }

    @Test
    void fromJsonRefusesWhatIsNotJson() {
        Map<String, String> faults =
                Map.of(
                        "", "the text is empty",
                        " ", "the text is empty",
                        "{", "it ends too early, at line 1, column 2",
                        "[1,\n2", "it ends too early, at line 2, column 2",
                        "[1,,]", "unexpected ',' at line 1, column 4",
                        " nothing", "unexpected 'nothing' at line 1, column 2",
                        "{} {}", "there is more after the end of the value, at line 1, column 4",
                        "{a}", "unexpected '}' at line 1, column 3",
                        "\"a\tb\"", "unexpected '\\u0009' at line 1, column 3",
                        "{\"a\": [1}", "unexpected '}' at line 1, column 9");
        faults.forEach((json, fault) ->
                assertFails("fromJSON('" + json + "')", Kind.EVALUATION)
                        .hasMessage("Error parsing JSON when evaluating fromJson: " + fault));
        assertFails("fromJSON('" + "[".repeat(5000) + "')", Kind.EVALUATION);
        assertFails("fromJSON('" + "[".repeat(101) + "]".repeat(101) + "')", Kind.EVALUATION)
                .hasMessageEndingWith("it is nested too deep");
        assertThat(value("fromJSON('" + "[".repeat(100) + "]".repeat(100) + "')").kind())
                .isEqualTo("Array");
    }

    @Test
    void caseGivesTheValueOfTheFirstConditionThatHolds() {
        assertThat(text("case(false, 'a', true, 'b', 'c')")).isEqualTo("b");
        assertThat(text("case(false, 'a', 'c')")).isEqualTo("c");
        assertThat(text("case(true, 'a', fromJSON('bad'))")).as("lazy").isEqualTo("a");
        assertFails("case('true', 'a', 'b')", Kind.EVALUATION).hasMessageContaining("boolean");
    }

    @Test
    void statusFunctionsAskTheStatus() {
        Expression expression =
                Expression.parse(
                        "format('{0}{1}{2}{3}', success(), failure(), cancelled(), always())",
                        Scope.ALL);
        assertThat(expression.evaluate(Contexts.EMPTY).asText()).isEqualTo("truefalsefalsetrue");
        assertThat(expression.evaluate(Contexts.EMPTY.with(Status.FAILURE)).asText())
                .isEqualTo("falsetruefalsetrue");
        assertThat(expression.evaluate(Contexts.EMPTY.with(Status.CANCELLED)).asText())
                .isEqualTo("falsefalsetruetrue");
    }

    @Test
    void hashFilesAsksWhoHasTheFiles() {
        FileHashes hashes = arguments -> "hash of " + arguments;
        assertThat(
                        Expression.parse("hashFiles('**/pom.xml', 'x')", Scope.ALL)
                                .evaluate(Contexts.EMPTY.with(hashes))
                                .asText())
                .isEqualTo("hash of [**/pom.xml, x]");
        assertFails("hashFiles('x')", Kind.EVALUATION);
    }

    @Test
    void smallExpressionsCannotMakeHugeTexts() {
        String doubled = "'xxxxxxxxxxxxxxxxxxxx'";
        for (int i = 0; i < 30; i++) {
            doubled = "format('{0}{0}{0}{0}', " + doubled + ")";
        }
        assertFails(doubled, Kind.EVALUATION)
                .hasMessage("The maximum allowed memory size was exceeded: at most 1 MiB of text");
        Template template = Template.parse("${{ " + doubled + " }}");
        assertThatThrownBy(() -> template.evaluate(Contexts.EMPTY))
                .as("in a file")
                .hasMessageEndingWith("at most 10 MiB of text");
    }

    @Test
    void searchesThatTakeForeverAreRefused() {
        String many = "'" + "a".repeat(2000) + "'";
        String big =
                "format('{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}', format('{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}', "
                        + many
                        + "))";
        assertFails("contains(" + big + ", format('{0}{0}{0}b', " + many + "))", Kind.EVALUATION)
                .hasMessageContaining("too much work");
    }
}
