package dev.minijenkin.pipeline.workflow;

import static dev.minijenkin.pipeline.workflow.Workflows.problems;
import static dev.minijenkin.pipeline.workflow.Workflows.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
    @Test
    void whatIsNotYamlNamesItsPlace() {
        assertThat(problems("on: push\njobs:\n\tx: 1"))
                .singleElement()
                .asString()
                .startsWith("3:1: error: Not YAML: ");
        assertThat(problems("a: [1, 2")).singleElement().asString().contains("error: Not YAML: ");
        assertThat(problems("")).containsExactly("1:1: error: The file is empty");
        assertThat(problems("# only a comment\n")).containsExactly("1:1: error: The file is empty");
        assertThat(problems("a: 1\n---\nb: 2"))
                .singleElement()
                .asString()
                .startsWith("2:1: error: A workflow file holds one");
        assertThat(problems("a: \u0007"))
                .singleElement()
                .asString()
                .startsWith("1:4: error: Not YAML: the character U+0007");
    }

    @Test
    void anchorsAreExpanded() {
        Workflow workflow =
                valid(
                        """
                        on: push
                        jobs:
                          a: &job
                            runs-on: linux
                            env: &env {A: x}
                            steps: &steps [{run: make}]
                          b: *job
                          c: {runs-on: linux, env: *env, steps: *steps}
                        """);
        assertThat(workflow.jobs()).hasSize(3);
        assertThat(workflow.jobs().get(2).env()).containsExactly(Map.entry("A", "x"));
    }

    @Test
    void mergeKeysAreNoKeys() {
        assertThat(
                        problems(
                                """
                                on: push
                                jobs:
                                  a: &a {runs-on: l, steps: [{run: x}]}
                                  b: {<<: *a, needs: a}
                                """))
                .contains("4:7: error: Unknown key `<<` in a job");
    }

    @Test
    void aliasesOfNothingAndOfThemselvesAreErrors() {
        assertThat(problems("on: *x"))
                .containsExactly("1:5: error: The alias *x stands for nothing before it");
        assertThat(problems("on: &x [*x]"))
                .containsExactly("1:9: error: The alias *x stands for nothing before it");
    }

    @Test
    void aliasBombsDoNotGoOff() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }
        assertThat(problems(bomb.toString()).getFirst()).contains("More than 100000 values");
        StringBuilder deep = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 60; i++) {
            deep.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
        }
        assertThat(problems(deep.toString()).getFirst()).contains("Nested deeper than 50");
    }

    @Test
    void depthAndSizeAreLimited() {
        assertThat(problems("[".repeat(100_000)).getFirst()).contains("Nested deeper than 50");
        assertThat(problems("a: ".repeat(3) + "{a: ".repeat(5000)).getFirst()).contains("error");
        assertThat(problems("#".repeat(1024 * 1024 + 1)).getFirst()).contains("larger than 1 MiB");
    }

    @Test
    void tagsOfTheCoreSchemaAreTaken() {
        assertThat(
                        valid(
                                        "on: push\nenv: {A: !!str 3.10, B: !!int 7}\njobs: {a: {runs-on: l, steps: [{run: x}]}}")
                                .env())
                .containsExactly(Map.entry("A", "3.10"), Map.entry("B", "7"));
        assertThat(problems("on: !!binary x").getFirst()).contains("is not supported");
        assertThat(problems("on: !!int x").getFirst()).contains("does not fit its tag");
        assertThat(problems("on: !mine x").getFirst()).contains("The tag !mine is not supported");
    }

    @Test
    void keysMustBeTexts() {
        assertThat(problems("? [a]\n: b").getFirst()).contains("A key must be a text, not a list");
    }
}
