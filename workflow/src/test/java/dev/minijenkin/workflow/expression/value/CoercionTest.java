package dev.minijenkin.workflow.expression.value;

import static dev.minijenkin.workflow.expression.Expressions.text;
import static dev.minijenkin.workflow.expression.Expressions.value;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoercionTest {
    private static void holds(String expression) {
        assertThat(text(expression)).as(expression).isEqualTo("true");
    }

    private static void fails(String expression) {
        assertThat(text(expression)).as(expression).isEqualTo("false");
    }

    @Test
    void emptyThingsAreFalseAndContainersAreTrue() {
        for (String empty : new String[] {"null", "false", "0", "-0", "NaN", "''"}) {
            holds("!" + empty);
        }
        for (String full :
                new String[] {"'false'", "'0'", "-1", "fromJSON('[]')", "fromJSON('{}')"}) {
            fails("!" + full);
        }
    }

    @Test
    void kindsThatDifferMeetAsNumbers() {
        holds("1 == '1'");
        holds("' 0x10 ' == 16");
        holds("'' == 0");
        holds("null == 0");
        holds("null == ''");
        holds("null == false");
        holds("true == 1");
        fails("true == 'true'");
        fails("'abc' == 0");
        fails("'1d' == 1");
        fails("fromJSON('[]') == 0");
        fails("fromJSON('{}') == 'Object'");
        fails("null == fromJSON('{}')");
    }

    @Test
    void textsAreComparedIgnoringCaseLetterByLetter() {
        holds("'ABC' == 'abc'");
        holds("'É' == 'é'");
        fails("'ı' == 'I'");
        fails("'i' == 'İ'");
        fails("'ſ' == 's'");
        fails("'ß' == 'SS'");
        holds("'a' < 'B'");
        holds("'a' <= 'A'");
        fails("'b' < 'A'");
    }

    @Test
    void notANumberIsNeitherEqualNorOrdered() {
        fails("NaN == NaN");
        holds("NaN != NaN");
        fails("NaN < 1");
        fails("NaN >= NaN");
        fails("'x' < 1");
    }

    @Test
    void containersAreEqualOnlyToThemselves() {
        holds("github == github");
        holds("github.event.commits == github.event.commits");
        fails("fromJSON('[1]') == fromJSON('[1]')");
        fails("fromJSON('{}') == fromJSON('{}')");
        fails("fromJSON('{}') < fromJSON('{}')");
        holds("github >= github");
    }

    @Test
    void booleansAndNullAreOrderedAsNumbers() {
        holds("false < true");
        holds("null < 1");
        holds("null <= null");
        fails("null < null");
    }

    @Test
    void integersOfOtherBasesHave32Bits() {
        holds("'0xFFFFFFFF' == -1");
        holds("0x7fffffff == 2147483647");
        fails("'0x100000000' == 4294967296");
        holds("'0o20' == 16");
        fails("'0X10' == 16");
        fails("'-0x1' == -1");
    }

    @Test
    void numbersArePrintedWith15Digits() {
        assertThat(text("0.845512408225570")).isEqualTo("0.84551240822557");
        assertThat(text("-0.0")).isEqualTo("0");
        assertThat(text("120.0")).isEqualTo("120");
        assertThat(text("1e15")).isEqualTo("1E+15");
        assertThat(text("123456789012345")).isEqualTo("123456789012345");
        assertThat(text("1234567890123456")).isEqualTo("1.23456789012346E+15");
        assertThat(text("0.0001")).isEqualTo("0.0001");
        assertThat(text("0.00001")).isEqualTo("1E-05");
        assertThat(text("-1.5e-7")).isEqualTo("-1.5E-07");
        assertThat(text("1e300")).isEqualTo("1E+300");
        assertThat(text("0.1")).isEqualTo("0.1");
        assertThat(text("100000000000000.5")).isEqualTo("100000000000000");
    }

    @Test
    void containersHaveNoText() {
        assertThat(text("fromJSON('[1]')")).isEqualTo("Array");
        assertThat(text("github")).isEqualTo("Object");
        assertThat(value("null").asText()).isEmpty();
    }
}
