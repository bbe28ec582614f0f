package dev.minijenkin.workflow.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.workflow.plan.definition.StepDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionFileReaderTest {
    @Test
    void anActionOfStepsHasInputsOutputsAndSteps() throws Exception {
        ActionFile action =
                read(
                        """
                        name: Greet
                        inputs:
                          who: {description: x, default: world, deprecationMessage: say whom}
                          how: {required: true}
                          number: {default: 3.10}
                        outputs:
                          said: {description: x, value: '${{ steps.say.outputs.said }}'}
                        runs:
                          using: Composite
                          steps:
                            - id: say
                              if: inputs.who != ''
                              run: |
                                echo "${{ inputs.who }}"
                              shell: bash
                              working-directory: ${{ github.action_path }}
                              env: {A: '1'}
                              continue-on-error: ${{ inputs.how == 'softly' }}
                            - uses: actions/checkout@v4
                              with: {path: x}
                        """);

        assertThat(action.name()).isEqualTo("Greet");
        assertThat(action.inputs())
                .containsExactly(
                        Map.entry("who", new ActionFile.Input(true, "world", "say whom")),
                        Map.entry("how", new ActionFile.Input(false, "", "")),
                        Map.entry("number", new ActionFile.Input(true, "3.1", "")));
        assertThat(action.outputs())
                .containsExactly(Map.entry("said", "${{ steps.say.outputs.said }}"));
        assertThat(action.runs())
                .isEqualTo(
                        new ActionFile.Runs.Composite(
                                List.of(
                                        new StepDefinition.Run(
                                                new StepDefinition.StepHead(
                                                        "say",
                                                        "Run echo \"${{ inputs.who }}\"",
                                                        "inputs.who != ''",
                                                        Map.of("A", "1"),
                                                        "",
                                                        "${{ inputs.how == 'softly' }}"),
                                                "echo \"${{ inputs.who }}\"\n",
                                                "bash",
                                                "${{ github.action_path }}"),
                                        new StepDefinition.Uses(
                                                new StepDefinition.StepHead(
                                                        "",
                                                        "Run actions/checkout@v4",
                                                        "",
                                                        Map.of(),
                                                        "",
                                                        ""),
                                                "actions/checkout@v4",
                                                Map.of("path", "x")))));
    }

    @Test
    void anActionForNodeHasConditionsThatHoldAlwaysWhereItSaysNothing() throws Exception {
        ActionFile action =
                read(
                        """
                        outputs: {a: {description: set by the program}}
                        runs: {using: node20, main: dist/index.js, post: dist/post.js, post-if: success()}
                        """);

        assertThat(action.outputs()).isEmpty();
        assertThat(action.runs())
                .isEqualTo(
                        new ActionFile.Runs.Node(
                                "node20",
                                "",
                                "always()",
                                "dist/index.js",
                                "dist/post.js",
                                "success()"));
    }

    @Test
    void anActionMayBeAContainer() throws Exception {
        assertThat(read("runs: {using: docker, image: Dockerfile}").runs())
                .isEqualTo(ActionFile.Runs.Container.of("Dockerfile"));
    }

    @Test
    void whatNoRunnerCouldCarryOutIsRefusedWithItsPlace() {
        refused("name: x", "action.yml:1:1: `runs` is missing");
        refused("a: [", "action.yml:1:");
        refused("runs: {using: node20}", "1:1: `main` of `runs` is missing");
        refused("runs: {using: perl5}", "not `perl5`");
        refused("runs: {using: composite}", "`steps` of `runs` is missing");
        refused(step("run: x"), "4:7: A step of an action that has `run` needs a `shell`");
        refused(step("{run: x, shell: sh, uses: a/b@c}"), "`run` or `uses`, and not both");
        refused(step("{run: x, shell: sh, timeout-minutes: 3}"), "no key `timeout-minutes`");
        refused(step("{run: '${{ secrets.A }}', shell: sh}"), "4:13: ", "secrets");
        refused(step("{run: x, shell: sh, if: vars.A}"), "vars");
        refused(step("{run: x, shell: sh, if: success('a')}"), "success");
        refused("inputs: {a: {default: '${{ steps.x }}'}}\nruns: {}", "1:23: ", "steps");
    }

    private static String step(String step) {
        return "runs:\n  using: composite\n  steps:\n    - " + step;
    }

    private static ActionFile read(String text) throws UnreadableActionException {
        return ActionFileReader.read("action.yml", text);
    }

    private static void refused(String text, String... messages) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableActionException.class)
                .hasMessageContainingAll(messages);
    }
}
