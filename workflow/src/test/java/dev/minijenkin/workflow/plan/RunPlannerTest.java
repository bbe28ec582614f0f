package dev.minijenkin.workflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.NullValue;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.expression.value.Value;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.plan.definition.JobDefinition;
import dev.minijenkin.workflow.plan.definition.JobDefinitions;
import dev.minijenkin.workflow.plan.definition.RunDefaults;
import dev.minijenkin.workflow.plan.definition.StepDefinition;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunPlannerTest {
    private static final Map<String, Value> CONTEXTS =
            Map.of(
                    "github", Json.parse("{\"ref_name\": \"main\", \"run_id\": \"7\"}"),
                    "vars",
                            Json.parse(
                                    "{\"POOL\": \"gpu\", \"LABELS\": \"[\\\"a\\\", \\\"b\\\"]\"}"));

    private static Workflow workflow(String text) {
        ReadResult result = WorkflowReader.read("ci.yml", text);
        assertThat(result).as(result.problems().toString()).isInstanceOf(ReadResult.Valid.class);
        return ((ReadResult.Valid) result).workflow();
    }

    private static List<PlannedJob> plan(String text) {
        PlanResult result = RunPlanner.plan("ci.yml", workflow(text), CONTEXTS);
        assertThat(result).isInstanceOf(PlanResult.Planned.class);
        return ((PlanResult.Planned) result).jobs();
    }

    @Test
    void outerValuesAreOverlaidByInnerOnes() {
        JobDefinition definition =
                plan("""
                on: push
                env: {A: outer, B: outer}
                defaults: {run: {shell: bash, working-directory: x}}
                jobs:
                  one:
                    runs-on: linux
                    env: {B: inner, C: inner}
                    defaults: {run: {shell: sh}}
                    steps: [{run: "\\n  make all  \\nmore"}, {uses: actions/checkout@v4}, {name: Given, run: x}]
                """)
                        .getFirst()
                        .definition();
        assertThat(definition.env())
                .containsExactly(
                        Map.entry("A", "outer"), Map.entry("B", "inner"), Map.entry("C", "inner"));
        assertThat(definition.defaults()).isEqualTo(new RunDefaults("sh", "x"));
        assertThat(definition.timeoutMinutes()).isEqualTo(360);
        assertThat(definition.name()).isEqualTo("one");
        assertThat(definition.steps())
                .extracting(step -> step.head().name())
                .containsExactly("Run make all", "Run actions/checkout@v4", "Given");
    }

    @Test
    void whatRunsInParallelRunsInTheBackgroundAndIsWaitedFor() {
        JobDefinition definition =
                plan("""
                on: push
                jobs:
                  one:
                    runs-on: linux
                    steps:
                      - {id: Serve, run: serve, background: true, env: {A: '${{ secrets.INNER }}'}}
                      - parallel:
                          - run: left
                          - {id: right, uses: a/b@v1}
                      - {name: Both, wait: [SERVE, right]}
                      - cancel: serve
                      - wait-all:
                      - {run: x, background: false}
                """)
                        .getFirst()
                        .definition();

        assertThat(JobDefinitions.decode(JobDefinitions.encode(definition))).isEqualTo(definition);
        assertThat(definition.secrets().names()).containsExactly("INNER");
        List<StepDefinition> steps = definition.steps();
        assertThat(steps)
                .extracting(step -> step.head().name())
                .containsExactly(
                        "Run serve",
                        "Run left",
                        "Run a/b@v1",
                        "Wait for steps in the background",
                        "Both",
                        "Cancel a step in the background",
                        "Wait for all steps in the background",
                        "Run x");
        assertThat(steps.subList(0, 3)).allMatch(StepDefinition.Background.class::isInstance);
        assertThat(steps.get(3))
                .isEqualTo(new StepDefinition.Wait(steps.get(3).head(), List.of(2, 3)));
        assertThat(steps.get(3).head().condition()).isEqualTo("always()");
        assertThat(steps.get(4))
                .isEqualTo(new StepDefinition.Wait(steps.get(4).head(), List.of(1, 3)));
        assertThat(steps.get(5)).isEqualTo(new StepDefinition.Cancel(steps.get(5).head(), 1));
        assertThat(steps.get(6)).isEqualTo(new StepDefinition.Wait(steps.get(6).head(), List.of()));
        assertThat(steps.get(7)).isInstanceOf(StepDefinition.Run.class);
    }

    @Test
    void whatDecidesAboutTheQueueIsEvaluated() {
        List<PlannedJob> jobs =
                plan(
                        """
                        on: push
                        run-name: On ${{ github.ref_name }}
                        jobs:
                          one:
                            name: Build ${{ github.ref_name }}
                            runs-on: ['${{ vars.POOL }}', linux]
                            timeout-minutes: ${{ 2 }}
                            steps: [{run: 'echo ${{ github.sha }}'}]
                          two:
                            needs: ONE
                            continue-on-error: ${{ github.ref_name == 'main' }}
                            runs-on: ${{ fromJSON(vars.LABELS) }}
                            steps: [{run: x}]
                        """);
        assertThat(jobs.getFirst().name()).isEqualTo("Build main");
        assertThat(jobs.getFirst().labels()).containsExactly("gpu", "linux");
        assertThat(jobs.getFirst().definition().timeoutMinutes()).isEqualTo(2);
        assertThat(jobs.getFirst().definition().steps().getFirst())
                .as("left to the runner")
                .extracting(step -> ((StepDefinition.Run) step).script())
                .isEqualTo("echo ${{ github.sha }}");
        assertThat(jobs.getLast().needs()).containsExactly("one");
        assertThat(jobs.getLast().labels()).containsExactly("a", "b");
        assertThat(jobs.getLast().definition().continueOnError()).isTrue();
        assertThat(jobs.getLast().definition().contexts().get("needs"))
                .isEqualTo(ObjectValue.ignoringCase(Map.of("one", NullValue.NULL)));
    }

    @Test
    void theTitleIsEvaluated() {
        Workflow workflow =
                workflow(
                        "on: push\nrun-name: On ${{ github.ref_name }}\njobs: {a: {runs-on: l, steps: [{run: x}]}}");
        assertThat(RunPlanner.title(workflow, CONTEXTS)).isEqualTo("On main");
    }

    @Test
    void anExpressionThatGivesNothingUsableRefusesThePlanAtItsPlace() {
        PlanResult result =
                RunPlanner.plan(
                        "ci.yml",
                        workflow(
                                """
                                on: push
                                jobs:
                                  one:
                                    runs-on: ${{ vars.NOTHING }}
                                    steps: [{run: x}]
                                  two:
                                    runs-on: ${{ fromJSON('bad') }}
                                    steps: [{run: x}]
                                """),
                        CONTEXTS);
        assertThat(result).isInstanceOf(PlanResult.Refused.class);
        assertThat(((PlanResult.Refused) result).problems())
                .extracting(Object::toString)
                .satisfiesExactly(
                        first ->
                                assertThat(first)
                                        .startsWith("ci.yml:4:14: error: `runs-on` gives no label"),
                        second ->
                                assertThat(second)
                                        .startsWith("ci.yml:7:14: error: Error parsing JSON"));
    }

    @Test
    void definitionsSurviveTheirJson() {
        JobDefinition definition =
                plan("""
                on: push
                jobs:
                  one:
                    runs-on: l
                    if: always()
                    outputs: {x: '${{ steps.s.outputs.x }}'}
                    steps: [{run: x, id: s, env: {A: b}, timeout-minutes: 3}, {uses: actions/checkout@v4, with: {ref: main}}]
                """)
                        .getFirst()
                        .definition();
        String json = JobDefinitions.encode(definition);
        assertThat(JobDefinitions.decode(json)).isEqualTo(definition);
        assertThat(JobDefinitions.decode(json.replaceFirst("\\{", "{\"later\": 1, ")))
                .as("of a newer version")
                .isEqualTo(definition);
        for (int attempt = 1; attempt <= 2; attempt++) {
            assertThat(
                            JobDefinitions.decode(
                                    JobDefinitions.template(definition),
                                    JobDefinitions.own(definition),
                                    JobDefinitions.sharedContexts(definition),
                                    JobDefinitions.ownContexts(definition, attempt)))
                    .as("in parts, of attempt %d", attempt)
                    .isEqualTo(definition);
        }
    }

    @Test
    void ofThePartsOfADefinitionTheLaterOnesHold() {
        JobDefinition definition =
                plan("""
                on: push
                jobs:
                  a: {runs-on: linux, env: {A: b}, steps: [{run: x}]}
                """)
                        .getFirst()
                        .definition();

        JobDefinition whole =
                JobDefinitions.decode(
                        JobDefinitions.template(definition),
                        "{\"name\": \"other\", \"env\": {\"C\": \"d\"}}",
                        "{\"vars\": {\"V\": \"w\"}, \"github\": {\"job\": \"z\", \"run_attempt\": \"1\"}}",
                        "{\"needs\": {}, \"github\": {\"run_attempt\": \"2\"}}");

        assertThat(whole.name()).isEqualTo("other");
        assertThat(whole.env()).isEqualTo(Map.of("C", "d"));
        assertThat(whole.steps()).isEqualTo(definition.steps());
        assertThat(whole.contexts()).containsOnlyKeys("vars", "github", "needs");
        assertThat(Json.text(whole.contexts().getOrDefault("github", NullValue.NULL)))
                .isEqualTo("{\"job\":\"z\",\"run_attempt\":\"2\"}");
    }

    @Test
    void aJobThatNeedsContainersAsksForTheirLabel() {
        assertThat(labels("container: alpine")).containsExactly("linux", "docker");
        assertThat(labels("container: {image: '${{ vars.POOL }}'}")).contains("docker");
        assertThat(labels("container: '${{ fromJSON(''{\"image\": \"x\"}'') }}'"))
                .contains("docker");
        assertThat(labels("services: {db: postgres}")).contains("docker");
        assertThat(labels("services: {a: {image: '${{ vars.NONE }}'}, b: {image: x}}"))
                .contains("docker");
        assertThat(labels("container: '${{ vars.NONE }}'")).containsExactly("linux");
        assertThat(labels("container: {image: '${{ vars.NONE }}', options: '${{ vars.NONE }}'}"))
                .containsExactly("linux");
        assertThat(labels("services: {a: {image: '${{ vars.NONE }}'}}")).containsExactly("linux");
        assertThat(labels("env: {A: b}")).containsExactly("linux");
        assertThat(
                        plan("""
                        on: push
                        jobs:
                          a:
                            runs-on: [linux, Docker]
                            steps: [{uses: 'docker://alpine:3'}]
                        """)
                                .getFirst()
                                .labels())
                .containsExactly("linux", "Docker");
    }

    @Test
    void containersTravelWithTheirExpressionsAndNameTheirSecrets() {
        JobDefinition definition =
                plan("""
                on: push
                jobs:
                  a:
                    runs-on: linux
                    container:
                      image: '${{ vars.POOL }}'
                      credentials: {username: ana, password: '${{ secrets.REGISTRY }}'}
                    services: {db: {image: x, env: {P: '${{ secrets.PASSWORD }}'}}}
                    steps: [{run: x}]
                """)
                        .getFirst()
                        .definition();
        JobDefinition stored = JobDefinitions.decode(JobDefinitions.encode(definition));

        assertThat(stored.secrets().names()).containsExactly("PASSWORD", "REGISTRY");
        assertThat(Json.text(stored.containers().container()))
                .contains("${{ vars.POOL }}", "${{ secrets.REGISTRY }}");
        assertThat(stored.containers().none()).isFalse();
        assertThat(
                        plan("on: push\njobs: {a: {runs-on: x, container: '', steps: [{run: x}]}}")
                                .getFirst()
                                .definition()
                                .containers()
                                .none())
                .isTrue();
    }

    private static List<String> labels(String setting) {
        return plan("""
        on: push
        jobs:
          a:
            runs-on: linux
            %s
            steps: [{run: x}]
        """
                        .formatted(setting))
                .getFirst()
                .labels();
    }
}
