package dev.minijenkin.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpressionLinesTest {
    private final ExpressionLines lines = new ExpressionLines(arguments -> "hash of " + arguments);

    private String answer(String expression) {
        return lines.answer(
                """
                {"expr": "%s", "contexts": {"github": {"ref": "main"}, "mine": {"Ä": [1, {}, null]}}}
                """
                        .formatted(expression));
    }

    @Test
    void everyKindIsWrittenAsJson() {
        assertThat(answer("github.REF")).isEqualTo("{\"kind\":\"String\",\"value\":\"main\"}");
        assertThat(answer("1.50")).isEqualTo("{\"kind\":\"Number\",\"value\":1.5}");
        assertThat(answer("-0")).isEqualTo("{\"kind\":\"Number\",\"value\":0}");
        assertThat(answer("NaN")).isEqualTo("{\"kind\":\"Number\",\"value\":\"NaN\"}");
        assertThat(answer("!0")).isEqualTo("{\"kind\":\"Boolean\",\"value\":true}");
        assertThat(answer("github.none")).isEqualTo("{\"kind\":\"Null\",\"value\":null}");
        assertThat(answer("mine"))
                .isEqualTo("{\"kind\":\"Object\",\"value\":{\"\\u00C4\":[1,{},null]}}");
        assertThat(answer("mine.*")).isEqualTo("{\"kind\":\"Array\",\"value\":[[1,{},null]]}");
        assertThat(answer("hashFiles('x')")).contains("hash of [x]");
    }

    @Test
    void nothingIsNull() {
        assertThat(answer("")).isEqualTo("{\"kind\":\"Null\",\"value\":null}");
        assertThat(answer(" \\n\\t ")).isEqualTo("{\"kind\":\"Null\",\"value\":null}");
    }

    @Test
    void errorsHaveTheirKindAndPlace() {
        assertThat(answer("1 @"))
                .isEqualTo(
                        "{\"error\":{\"kind\":\"lexing\",\"message\":\"Unexpected symbol: '@'. Located at"
                                + " position 3 within expression: 1 @\"}}");
        assertThat(answer("contains('a', 'b'"))
                .contains("Unexpected end of expression: ''b''. Located at position 15 within");
        assertThat(answer("env.X")).startsWith("{\"error\":{\"kind\":\"parsing\"");
        assertThat(answer("fromJSON('')")).startsWith("{\"error\":{\"kind\":\"evaluation\"");
    }

    @Test
    void hintsComeAfterThePlace() {
        assertThat(answer("gitub.ref"))
                .contains(
                        "named-value: 'gitub'. Located at position 1 within expression: gitub.ref; did you");
        assertThat(answer("join()"))
                .contains("'join'. Located at position 1 within expression: join(), which takes");
    }

    @Test
    void onlyTheContextsOfTheLineAreKnown() {
        assertThat(lines.answer("{\"expr\": \"github\"}")).contains("parsing");
        assertThat(lines.answer("{\"expr\": \"1\"}")).contains("Number");
        assertThat(lines.answer("{\"expr\": \"failure()\", \"status\": \"failure\"}"))
                .contains("true");
    }

    @Test
    void linesThatAreNoRequestAreSaidToBeSo() {
        for (String line :
                new String[] {
                    "", "[]", "{", "{}", "{\"expr\": 1}", "{\"expr\": \"1\", \"contexts\": 1}"
                }) {
            assertThat(lines.answer(line)).startsWith("{\"error\":{\"kind\":\"input\"");
        }
    }
}
