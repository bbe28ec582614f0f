package dev.minijenkin.workflow.yaml;

import static dev.minijenkin.workflow.reader.Workflows.problems;
import static dev.minijenkin.workflow.reader.Workflows.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.model.Workflow;
import java.util.List;
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
    void whatIsNotYamlIsToldInWordsOfTheFile() {
        assertThat(fault("a: 1\nb: x: y"))
                .startsWith(
                        "2:5: error: Not YAML: a colon with a blank behind it cannot stand here");
        assertThat(fault("a:\n  -b: 1\n    c: 2"))
                .startsWith("3:6: ")
                .contains("its dash or colon");
        assertThat(fault("a:\n  - b\n  c: 1"))
                .isEqualTo(
                        "3:3: error: Not YAML: this line does not belong to the list that begins in line 2, whose entries all begin with a dash in column 3");
        assertThat(fault("a: 1\n  \nb:\n  c: 1\n d: 2"))
                .isEqualTo(
                        "5:2: error: Not YAML: this line does not belong to the mapping that begins in line 1, whose keys all stand in column 1");
        assertThat(fault("a:\n  b: 1\n  - c")).contains("this list does not belong to the mapping");
        assertThat(fault("a: 'b' c")).startsWith("1:8: ").contains("this text does not belong");
        assertThat(fault("a: 1\nnext\nb: 2"))
                .isEqualTo(
                        "2:1: error: Not YAML: this line is neither a key with its value nor an entry of a list: the colon, the dash or the blank behind it is missing");
        assertThat(fault("a: 1\nb: 'x\nc: 2\n"))
                .isEqualTo(
                        "2:4: error: Not YAML: the quoted text that begins here is never closed");
        assertThat(fault("a:\n  [b, c"))
                .isEqualTo(
                        "2:8: error: Not YAML: the list that [ begins in line 2 is never closed");
        assertThat(fault("a: {b: 1 c: 2}"))
                .contains("the mapping that { begins in line 1 has no comma");
        assertThat(fault("a: [b, {c:")).contains("is never closed");
        assertThat(fault("a:\n\t- b")).endsWith("a tab cannot indent, only blanks can");
        for (String begin : List.of("@x", "`x`", "%x", "*", "&")) {
            assertThat(fault("a: " + begin))
                    .as(begin)
                    .contains("cannot begin with")
                    .endsWith("quotes");
        }
        assertThat(fault("a: - b")).contains("a list cannot begin here");
        assertThat(fault("a: |x\n  y")).contains("the first line of a block text");
        assertThat(fault(" a: 1\nb: 2")).startsWith("2:1: ").contains("belongs to nothing");
        assertThat(fault("a: 1\n,b: 2")).contains("`,` does not belong to the mapping");
    }

    private static String fault(String text) {
        List<String> problems = problems(text);
        assertThat(problems).as(text).singleElement().asString().contains(": error: Not YAML: ");
        return problems.getFirst();
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
                .contains(
                        "4:7: error: `<<` merges nothing: YAML 1.2 has no merge keys; write the keys out, or use an alias for a whole value");
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
        assertThat(problems(bomb.toString()).getFirst()).contains("More than 50000 values");
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
