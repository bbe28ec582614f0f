package dev.minijenkin.workflow.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Trigger;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DispatchInputsTest {
    private static DispatchInputs resolve(String inputs, Map<String, String> given) {
        Trigger trigger =
                workflow("{workflow_dispatch: {inputs: " + inputs + "}}")
                        .triggers()
                        .get("workflow_dispatch");
        return trigger instanceof Trigger.Dispatch dispatch
                ? DispatchInputs.of(dispatch.inputs(), given)
                : fail("no dispatch");
    }

    private static Workflow workflow(String on) {
        ReadResult result =
                WorkflowReader.read(
                        "ci.yml", "on: " + on + "\njobs: {a: {runs-on: l, steps: [{run: x}]}}");
        assertThat(result).as(result.problems().toString()).isInstanceOf(ReadResult.Valid.class);
        return ((ReadResult.Valid) result).workflow();
    }

    @Test
    void inputsGetTheirTypesAndDefaults() {
        DispatchInputs resolved =
                resolve(
                        "{s: {default: x}, b: {type: boolean}, t: {type: boolean, default: true},"
                                + " n: {type: number, default: 3}, c: {type: choice, options: [one, two]}, e: }",
                        Map.of("b", "true", "N", "4.5"));
        assertThat(resolved).isInstanceOf(DispatchInputs.Accepted.class);
        assertThat(((DispatchInputs.Accepted) resolved).inputs().fields())
                .containsExactly(
                        Map.entry("s", Value.of("x")),
                        Map.entry("b", Value.of(true)),
                        Map.entry("t", Value.of(true)),
                        Map.entry("n", Value.of(4.5)),
                        Map.entry("c", Value.of("one")),
                        Map.entry("e", Value.of("")));
    }

    @Test
    void whatDoesNotFitIsRefusedWithASentence() {
        assertThat(resolve("{s: {required: true}}", Map.of()))
                .isEqualTo(new DispatchInputs.Refused("The input 's' is required"));
        assertThat(resolve("{b: {type: boolean}}", Map.of("b", "yes")))
                .isEqualTo(new DispatchInputs.Refused("The input 'b' must be true or false"));
        assertThat(resolve("{n: {type: number}}", Map.of("n", "many")))
                .isEqualTo(new DispatchInputs.Refused("The input 'n' must be a number"));
        assertThat(resolve("{c: {type: choice, options: [a, b]}}", Map.of("c", "z")))
                .isEqualTo(new DispatchInputs.Refused("The input 'c' must be one of a, b"));
        assertThat(resolve("{}", Map.of("x", "1")))
                .isEqualTo(new DispatchInputs.Refused("The workflow has no input 'x'"));
    }
}
