package dev.minijenkin.workflow.expression.value;

import static dev.minijenkin.workflow.expression.Expressions.json;
import static dev.minijenkin.workflow.expression.Expressions.text;
import static dev.minijenkin.workflow.expression.Expressions.value;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessTest {
    @Test
    void whatIsMissingIsNull() {
        assertThat(value("github.nothing.below.it")).isEqualTo(NullValue.NULL);
        assertThat(value("github.ref.length")).isEqualTo(NullValue.NULL);
        assertThat(value("github.event.commits[9]")).isEqualTo(NullValue.NULL);
        assertThat(value("github.event.commits[-1]")).isEqualTo(NullValue.NULL);
        assertThat(value("github.event.commits['x']")).isEqualTo(NullValue.NULL);
        assertThat(value("vars.anything")).isEqualTo(NullValue.NULL);
    }

    @Test
    void anIndexOfAnArrayIsANumberRoundedDown() {
        assertThat(text("fromJSON('[10,11]')[1.9]")).isEqualTo("11");
        assertThat(text("fromJSON('[10,11]')['1']")).isEqualTo("11");
        assertThat(text("fromJSON('[10,11]')[true]")).isEqualTo("11");
        assertThat(text("fromJSON('[10,11]')[null]")).isEqualTo("10");
    }

    @Test
    void anIndexIsNotEvaluatedWhereThereIsNothingToLookInto() {
        assertThat(value("github.ref[fromJSON('bad')]")).isEqualTo(NullValue.NULL);
    }

    @Test
    void anIndexOfAnObjectIsAText() {
        assertThat(text("fromJSON('{\"1\": \"one\", \"true\": \"yes\"}')[1]")).isEqualTo("one");
        assertThat(text("fromJSON('{\"1\": \"one\", \"true\": \"yes\"}')[true]")).isEqualTo("yes");
        assertThat(value("github[github]")).isEqualTo(NullValue.NULL);
    }

    @Test
    void ofNamesThatDifferByCaseTheFirstStaysWithTheLastValue() {
        assertThat(json("fromJSON('{\"a\":1,\"b\":2,\"A\":3}')")).isEqualTo("{\"a\":3,\"b\":2}");
        assertThat(json("fromJSON('{\"a\":1,\"b\":2,\"a\":4}')")).isEqualTo("{\"a\":4,\"b\":2}");
        ObjectValue object = ObjectValue.EMPTY.and("x", Value.of(1)).and("y", Value.of(2));
        assertThat(Json.text(object.and("X", Value.of(3))))
                .isEqualTo(Json.text(object.and("x", Value.of(3))));
    }

    @Test
    void aFilterMapsOverItemsAndDropsWhatIsMissing() {
        assertThat(json("github.event.commits.*.id")).isEqualTo("[\"a\",\"b\"]");
        assertThat(json("github.event.commits[*].author.name")).isEqualTo("[\"Ada\"]");
        assertThat(json("github.event.commits.*.labels[0]")).isEqualTo("[\"x\",\"z\"]");
        assertThat(json("github.event.commits.*.labels.*")).isEqualTo("[\"x\",\"y\",\"z\"]");
        assertThat(json("fromJSON('{\"a\":1,\"b\":2}').*")).isEqualTo("[1,2]");
        assertThat(json("github.ref.*")).isEqualTo("[]");
        assertThat(json("github.event.*.*.id")).isEqualTo("[\"a\",\"b\"]");
        assertThat(json("fromJSON('[[1,2],[3]]').*[1]")).isEqualTo("[2]");
        assertThat(json("fromJSON('[[1,2],[3]]').*.*")).isEqualTo("[1,2,3]");
        assertThat(json("fromJSON('[null,{\"a\":null}]').*.a")).isEqualTo("[null]");
    }

    @Test
    void parenthesesDoNotEndAFilter() {
        assertThat(json("(github.event.commits.*.id)[0]")).isEqualTo("[]");
        assertThat(json("(github.event.commits.* || 1).id")).isEqualTo("[\"a\",\"b\"]");
        assertThat(text("contains(github.event.commits.*.id, 'B')")).isEqualTo("true");
        assertThat(text("join(github.event.commits.*.id)")).isEqualTo("a,b");
    }
}
