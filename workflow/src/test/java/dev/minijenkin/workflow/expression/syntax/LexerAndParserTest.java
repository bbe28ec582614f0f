package dev.minijenkin.workflow.expression.syntax;

import static dev.minijenkin.workflow.expression.Expressions.assertFails;
import static dev.minijenkin.workflow.expression.Expressions.text;
import static dev.minijenkin.workflow.expression.Expressions.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.minijenkin.workflow.expression.Expression;
import dev.minijenkin.workflow.expression.value.ExpressionException;
import dev.minijenkin.workflow.expression.value.ExpressionException.Kind;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.Value;
import org.junit.jupiter.api.Test;

class LexerAndParserTest {
    @Test
    void literalsHaveTheirKinds() {
        assertThat(value("null")).isEqualTo(NullValue.NULL);
        assertThat(value("true")).isEqualTo(Value.of(true));
        assertThat(value("'it''s'")).isEqualTo(Value.of("it's"));
        assertThat(value("''")).isEqualTo(Value.of(""));
    }

    @Test
    void numbersComeInManyForms() {
        assertThat(value("+1")).isEqualTo(Value.of(1));
        assertThat(value(".5")).isEqualTo(Value.of(0.5));
        assertThat(value("-.5e3")).isEqualTo(Value.of(-500));
        assertThat(value("0xff")).isEqualTo(Value.of(255));
        assertThat(value("0o17")).isEqualTo(Value.of(15));
        assertThat(value("1.")).isEqualTo(Value.of(1));
        assertThat(value("-Infinity")).isEqualTo(Value.of(Double.NEGATIVE_INFINITY));
        assertThat(value("Infinity")).isEqualTo(Value.of(Double.POSITIVE_INFINITY));
        assertThat(value("NaN")).isEqualTo(Value.of(Double.NaN));
    }

    @Test
    void numbersOfJavaOnlyAreNone() {
        assertFails("1d", Kind.LEXING);
        assertFails("1_000", Kind.LEXING);
        assertFails("0x1p3", Kind.LEXING);
    }

    @Test
    void keywordsTellCaseApart() {
        assertFails("True", Kind.PARSING).hasMessage("Unrecognized named-value: 'True'");
    }

    @Test
    void illegalSymbolsNameTheirPlace() {
        assertFails("\"double\"", Kind.LEXING).hasMessageContaining("single quotes");
        assertFails("1 + 1", Kind.LEXING);
        assertFails("a = b", Kind.LEXING);
        assertFails("true & false", Kind.LEXING);
        assertFails("'a'.b", Kind.LEXING);
        assertFails("true.x", Kind.LEXING);
        assertFails("a*", Kind.LEXING);
        assertFails("a'b'", Kind.LEXING);
        assertFails("1 == @ && )", Kind.LEXING);
        assertFails("'open", Kind.LEXING).hasMessageContaining("no closing quote");
        assertThat(
                        catchThrowableOfType(ExpressionException.class, () -> value("true && @"))
                                .position())
                .isEqualTo(8);
    }

    @Test
    void strongerOperatorsBindFirst() {
        assertThat(text("false && true || 'last'")).isEqualTo("last");
        assertThat(text("1 < 2 == true")).isEqualTo("true");
        assertThat(text("!false == true")).isEqualTo("true");
        assertThat(text("true || false && false")).isEqualTo("true");
        assertThat(text("3 > 2 > 1")).as("left to right: true > 1").isEqualTo("false");
        assertThat(text("(true || false) && false")).isEqualTo("false");
    }

    @Test
    void andAndOrGiveTheOperandAndStopEarly() {
        assertThat(text("'a' && 'b'")).isEqualTo("b");
        assertThat(text("'' || 'x'")).isEqualTo("x");
        assertThat(text("0 && fromJSON('bad')")).isEqualTo("0");
        assertThat(text("'x' || fromJSON('bad')")).isEqualTo("x");
        assertThat(value("false || null")).isEqualTo(NullValue.NULL);
    }

    @Test
    void parenthesesAroundAChainChangeNothing() {
        assertThat(Expression.parse("(true && false) && true && (1 && 2)", Scope.ALL))
                .hasToString("(true && false && true && 1 && 2)");
        assertThat(text("((true || false) || 'x') && ('a' && ('b' && 'c'))")).isEqualTo("c");
        assertThat(text("!(!(true && !false))")).isEqualTo("true");
        assertThat(text("!(1 == 2) == !false")).isEqualTo("true");
    }

    @Test
    void blanksOfAllKindsPartTokens() {
        assertThat(text("\t1\r\n==\u00A0 1\u2003")).isEqualTo("true");
        assertThat(text("'\u00A016\u3000' == 16")).isEqualTo("true");
    }

    @Test
    void aPlaceCanForbidArgumentsOfStatusFunctions() {
        assertThat(Expression.parse("success('a', 'b')", Scope.ALL).functions())
                .containsExactly(Function.SUCCESS);
        assertThat(
                        catchThrowableOfType(
                                        ExpressionException.class,
                                        () -> Expression.parse("success('a')", Scope.ALL.ofStep()))
                                .getMessage())
                .contains("Too many");
    }

    @Test
    void unknownNamesAreErrors() {
        assertFails("gitub.ref", Kind.PARSING)
                .hasMessage("Unrecognized named-value: 'gitub'; did you mean `github`?");
        assertFails("starts('x')", Kind.PARSING).hasMessageStartingWith("Unrecognized function");
        assertFails("upper('x')", Kind.PARSING).hasMessage("Unrecognized function: 'upper'");
    }

    @Test
    void namesIgnoreCase() {
        assertThat(text("GitHub.REF")).isEqualTo("refs/heads/main");
        assertThat(text("STARTSWITH(github.Ref, 'REFS/')")).isEqualTo("true");
        assertThat(text("github['rEf']")).isEqualTo("refs/heads/main");
    }

    @Test
    void environmentVariablesTellCaseApart() {
        assertThat(text("env.Path")).isEqualTo("p");
        assertThat(text("env.PATH")).isEmpty();
    }

    @Test
    void functionsTakeTheirNumberOfArguments() {
        assertFails("contains('a')", Kind.PARSING).hasMessageContaining("Too few");
        assertFails("toJSON(1, 2)", Kind.PARSING).hasMessageContaining("Too many");
        assertFails("case(true, 1, false, 2)", Kind.PARSING).hasMessageContaining("Even number");
    }

    @Test
    void brokenExpressionsAreParsingErrors() {
        for (String broken :
                new String[] {
                    "",
                    "  ",
                    "1 2",
                    "(1",
                    "a)",
                    "github.",
                    "github[",
                    "github[]",
                    "!",
                    "&& 1",
                    "contains('a',)",
                    "github.*x",
                    "*",
                    "(1]",
                    "github[1)",
                    "contains('a' 'b')",
                    "github['a', 'b']",
                    ", 1",
                    "(1, 2)",
                    "!)",
                    "1 &&",
                    "github.1",
                    "()",
                    "'a'[0]",
                    "1[0]",
                    "1 ==",
                    "github ref"
                }) {
            assertFails(broken, Kind.PARSING);
        }
    }

    @Test
    void depthAndLengthAreLimited() {
        assertThat(text("!".repeat(48) + "true")).isEqualTo("true");
        assertFails("!".repeat(60) + "true", Kind.PARSING).hasMessageContaining("depth");
        assertThat(text("(".repeat(9000) + "1" + ")".repeat(9000))).isEqualTo("1");
        assertFails("github" + "[github".repeat(2000), Kind.PARSING);
        assertFails("1 ".repeat(11_000), Kind.LEXING).hasMessageContaining("21000");
        assertThat(text("(".repeat(100) + "1" + ")".repeat(100))).isEqualTo("1");
        assertThat(text("true" + " && true".repeat(500))).isEqualTo("true");
    }
}
