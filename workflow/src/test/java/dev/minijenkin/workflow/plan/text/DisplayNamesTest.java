package dev.minijenkin.workflow.plan.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.expression.Contexts;
import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.plan.PlannedJob;
import dev.minijenkin.workflow.plan.Plans;
import dev.minijenkin.workflow.plan.RunPlanner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisplayNamesTest {
    private static final Map<String, Value> CONTEXTS =
            Map.of(
                    "github",
                    Json.parse(
                            "{\"ref_name\": \"main\", \"lines\": \"one\\ntwo\\u0000\\u001b[31m\"}"));

    @Test
    void aLongScriptIsNamedByItsFirstLineInWhole() {
        String script =
                "docker build --pull --build-arg REV=1 --tag registry.example.org/shop/web:${{ github.ref_name"
                        + " }}-${{ github.ref_name }} .";

        assertThat(evaluated(nameOf("run: '" + script + "'"))).endsWith("shop/web:main-main .");
    }

    @Test
    void anExpressionOverSeveralLinesIsOnePiece() {
        String name = nameOf("run: |\n  echo ${{\n    github.ref_name\n  }} there\n  echo two");

        assertThat(evaluated(name)).isEqualTo("Run echo main there");
        assertThat(DisplayNames.shown(name)).isEqualTo("Run echo ${{ github.ref_name }} there");
    }

    @Test
    void anyPlaceOfAnExpressionAndAnyLengthOfItsLineGiveAName() {
        for (int length = 0; length < 500; length++) {
            String line = "x".repeat(length) + "${{ github.ref_name }}" + "y".repeat(99);
            String name = evaluated(nameOf("run: " + line));
            assertThat(name).doesNotContain("${{").hasSizeLessThanOrEqualTo(DisplayNames.LONGEST);
        }
    }

    @Test
    void onlyTheFirstLineOfWhatAnExpressionGivesIsShown() {
        assertThat(evaluated("Say ${{ github.lines }}")).isEqualTo("Say one");
        assertThat(DisplayNames.shown("\n \n a\tb\u0000\u001b[31m\nc")).isEqualTo("a b\uFFFD [31m");
    }

    @Test
    void whatCannotBeEvaluatedGivesNoName() {
        for (String text : List.of("${{ fromJSON('x') }}", "${{ open", "${{ a b }}", "${{ '' }}")) {
            assertThat(DisplayNames.evaluated(text, Contexts.of(CONTEXTS), name -> name))
                    .as(text)
                    .isEmpty();
        }
    }

    @Test
    void noCharacterIsCutInTwo() {
        for (int length = 390; length < 410; length++) {
            String shown = DisplayNames.shown("x".repeat(length) + "🦊".repeat(20));
            assertThat(new String(shown.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(shown);
        }
    }

    @Test
    void aNameOfAJobThatFailsOrIsOddRefusesNothing() {
        String file =
                """
                on: push
                run-name: ${{ fromJSON('x') }}
                jobs:
                  one:
                    name: Build ${{ fromJSON(github.ref_name) }}
                    strategy: {matrix: {os: [a, "b\\nc", "🦊"]}}
                    runs-on: l
                    steps: [{run: x}]
                  two:
                    name: "Two\\nlines"
                    runs-on: l
                    steps: [{run: x}]
                """;
        assertThat(Plans.jobs(file, CONTEXTS))
                .extracting(PlannedJob::name)
                .containsExactly("one (a)", "one (b c)", "one (🦊)", "Two");
        assertThat(RunPlanner.title(Plans.workflow(file), CONTEXTS)).isEmpty();
    }

    @Test
    void aNameOfALegIsNeverCutInsideACharacter() {
        for (int length = 80; length < 100; length++) {
            String value = "x".repeat(length) + "🦊".repeat(20);
            String name =
                    Plans.jobs(
                                    Plans.job("one", "strategy: {matrix: {os: ['" + value + "']}}"),
                                    CONTEXTS)
                            .getFirst()
                            .name();
            assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(name);
        }
    }

    private static String evaluated(String name) {
        return DisplayNames.evaluated(name, Contexts.of(CONTEXTS), text -> text).orElseThrow();
    }

    /// Of the only step of a job.
    private static String nameOf(String step) {
        String file =
                "on: push\njobs:\n  one:\n    runs-on: l\n    steps:\n"
                        + ("- " + step.indent(2).strip()).indent(6);
        return Plans.jobs(file, CONTEXTS).getFirst().definition().steps().getFirst().head().name();
    }
}
