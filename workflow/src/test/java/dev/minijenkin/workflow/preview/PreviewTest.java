package dev.minijenkin.workflow.preview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.expression.value.Json;
import dev.minijenkin.workflow.expression.value.ObjectValue;
import dev.minijenkin.workflow.lint.RepositoryFiles;
import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreviewTest {
    private static final RepositoryFiles NO_FILES = RepositoryFiles.NONE;
    private static final PreviewEvent PUSH = event("push", "refs/heads/main");

    @Test
    void aConditionIsToldAsFarAsTheEventDecidesIt() {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("''", "no");
        told.put("always()", "yes");
        told.put("success()", "yes");
        told.put("failure()", "no");
        told.put("cancelled()", "open");
        told.put("!cancelled()", "open");
        told.put("github.ref == 'refs/heads/main'", "yes");
        told.put("github.ref_type == 'tag'", "no");
        told.put("contains(github.ref, 'main')", "yes");
        told.put("!(github.event_name == 'push')", "no");
        told.put("vars.x", "open");
        told.put("!vars.x", "open");
        told.put("github.ref != 'refs/heads/main' && vars.x", "no");
        told.put("vars.x && github.ref != 'refs/heads/main'", "no");
        told.put("vars.x && github.ref == 'refs/heads/main'", "open");
        told.put("github.event_name == 'push' || vars.x", "yes");
        told.put("vars.x || github.event_name == 'x'", "open");
        told.put("github.actor == 'ana'", "open");
        told.put("github.event.head_commit.message == 'x'", "open");
        told.put("toJSON(github) == 'x'", "open");
        told.put("inputs.any", "no");
        told.put("x ${{ github.ref_type == 'tag' }}", "yes");
        told.forEach((condition, answer) ->
                assertThat(
                                runs(
                                        "  a: {if: \"%s\", runs-on: x, steps: [{run: x}]}"
                                                .formatted(condition),
                                        PUSH))
                        .as(condition)
                        .containsExactly("a " + answer));
    }

    @Test
    void whatNeedsAJobThatWillNotRunWillNotRunEither() {
        assertThat(
                        runs(
                                """
                                  last: {needs: middle, runs-on: x, steps: [{run: x}]}
                                  middle: {needs: first, runs-on: x, steps: [{run: x}]}
                                  first: {if: github.ref_type == 'tag', runs-on: x, steps: [{run: x}]}
                                  anyway: {needs: last, if: always(), runs-on: x, steps: [{run: x}]}
                                  failed: {needs: last, if: failure(), runs-on: x, steps: [{run: x}]}
                                  free: {runs-on: x, steps: [{run: x}]}
                                  later: {needs: free, runs-on: x, steps: [{run: x}]}
                                """,
                                PUSH))
                .containsExactly(
                        "last no",
                        "middle no",
                        "first no",
                        "anyway yes",
                        "failed no",
                        "free yes",
                        "later open");
    }

    @Test
    void aPayloadTellsMore() {
        PreviewEvent push =
                new PreviewEvent(
                        "push",
                        Optional.of(
                                payload(
                                        """
                                        {"after": "abc", "sender": {"login": "ana"},
                                         "repository": {"full_name": "shop/web"},
                                         "head_commit": {"message": "Fix it"}}
                                        """)),
                        "refs/heads/main",
                        Map.of(),
                        Optional.empty());
        String condition =
                "github.actor == 'ana' && github.sha == 'abc' && github.repository_owner == 'shop'"
                        + " && github.event.head_commit.message == 'Fix it' && !github.event.none";

        assertThat(runs("  a: {if: \"" + condition + "\", runs-on: x, steps: [{run: x}]}", push))
                .containsExactly("a yes");
    }

    @Test
    void anEventThatStartsNothingSaysWhy() {
        assertThat(preview("on: {push: {branches: [dev]}}", PUSH))
                .isEqualTo(new Preview.Ignored("The branch main passes no filter of the workflow"));
        assertThat(preview("on: release", PUSH)).isInstanceOf(Preview.Ignored.class);
        assertThat(
                        preview(
                                "on: {push: {paths: [docs/**]}}",
                                new PreviewEvent(
                                        "push",
                                        Optional.empty(),
                                        "refs/heads/main",
                                        Map.of(),
                                        Optional.of(List.of("src/a")))))
                .isInstanceOf(Preview.Ignored.class);
    }

    @Test
    void whatIsNotToldIsTakenSoThatTheFileMayStart() {
        for (String on :
                List.of(
                        "{pull_request: {types: [closed], branches: [main]}}",
                        "{pull_request: {paths: [docs/**]}}",
                        "{issues: }",
                        "{schedule: [{cron: '0 0 * * *'}]}",
                        "{workflow_run: {workflows: [ci], types: [completed]}}")) {
            String name = on.replaceAll("\\W*(\\w+).*", "$1");
            assertThat(preview("on: " + on, event(name, "refs/heads/main")))
                    .as(on)
                    .isInstanceOf(Preview.Starts.class);
        }
    }

    @Test
    void inputsHaveTheirTypes() {
        String on = "on: {workflow_dispatch: {inputs: {fast: {type: boolean}}}}";
        String jobs = "  a: {if: inputs.fast, runs-on: x, steps: [{run: x}]}";
        assertThat(
                        told(
                                Preview.of(
                                        "a.yml",
                                        workflow(on, jobs),
                                        new PreviewEvent(
                                                "workflow_dispatch",
                                                Optional.empty(),
                                                "refs/heads/main",
                                                Map.of("fast", "true"),
                                                Optional.empty()),
                                        NO_FILES)))
                .containsExactly("a yes");
        assertThat(
                        Preview.of(
                                "a.yml",
                                workflow(on, jobs),
                                new PreviewEvent(
                                        "workflow_dispatch",
                                        Optional.empty(),
                                        "refs/heads/main",
                                        Map.of("slow", "true"),
                                        Optional.empty()),
                                NO_FILES))
                .isEqualTo(new Preview.Ignored("The workflow has no input 'slow'"));
    }

    @Test
    void theJobsOfACalledFileFollowTheirCaller() {
        RepositoryFiles files =
                file ->
                        file.shown().equals("b.yml")
                                ? Optional.of(
                                        """
                                        on: {workflow_call: {inputs: {fast: {type: boolean}}}}
                                        jobs:
                                          slow: {if: "!inputs.fast", runs-on: x, steps: [{run: x}]}
                                          next: {needs: slow, runs-on: x, steps: [{run: x}]}
                                        """)
                                : Optional.empty();
        String calls =
                """
                  first: {runs-on: x, steps: [{run: x}]}
                  known: {uses: ./b.yml, with: {fast: true}}
                  each:
                    strategy: {matrix: {v: [1]}}
                    uses: ./b.yml
                  open: {needs: first, uses: ./b.yml, with: {fast: "${{ needs.first.outputs.f == 'x' }}"}}
                  never: {if: github.ref_type == 'tag', uses: ./none.yml}
                """;

        assertThat(told(Preview.of("a.yml", workflow("on: push", calls), PUSH, files)))
                .containsExactly(
                        "first yes",
                        "known yes",
                        "known/slow no",
                        "known/next no",
                        "each yes",
                        "each._1/slow yes",
                        "each._1/next open",
                        "open open",
                        "open/slow open",
                        "open/next open",
                        "never no");
        assertThat(
                        Preview.of(
                                "a.yml",
                                workflow("on: push", "  c: {uses: ./none.yml}"),
                                PUSH,
                                files))
                .hasToString("Broken[problems=[a.yml:3:13: error: There is no file none.yml]]");
    }

    @Test
    void filesOfOtherRepositoriesAreFollowedWhereTheyAre() {
        RepositoryFiles files =
                file ->
                        Optional.ofNullable(
                                Map.of(
                                                "o/r/w/b.yml@v1",
                                                "on: workflow_call\njobs: {c: {uses: ./w/c.yml}}",
                                                "o/r/w/c.yml@v1",
                                                "on: workflow_call\njobs: {d: {runs-on: x, steps: [{run: x}]}}")
                                        .get(file.shown()));
        assertThat(
                        told(
                                Preview.of(
                                        "a.yml",
                                        workflow(
                                                "on: push",
                                                "  b: {uses: o/r/w/b.yml@v1}\n  e: {uses: o/r/w/b.yml@v2}"),
                                        PUSH,
                                        files)))
                .containsExactly("b yes", "b/c yes", "b/c/d yes", "e yes");
    }

    @Test
    void theRefOfAPayloadIsThatOfThePushOrTheTargetOfThePullRequest() {
        assertThat(PreviewEvent.refOf(payload("{\"ref\": \"refs/tags/v1\"}")))
                .contains("refs/tags/v1");
        assertThat(
                        PreviewEvent.refOf(
                                payload("{\"pull_request\": {\"base\": {\"ref\": \"dev\"}}}")))
                .contains("refs/heads/dev");
        assertThat(PreviewEvent.refOf(payload("{\"ref\": \"v1\"}"))).isEmpty();
    }

    private static List<String> runs(String jobs, PreviewEvent event) {
        return told(Preview.of("a.yml", workflow("on: push", jobs), event, NO_FILES));
    }

    private static List<String> told(Preview preview) {
        assertThat(preview).isInstanceOf(Preview.Starts.class);
        return ((Preview.Starts) preview)
                .jobs().stream()
                        .map(row ->
                                row.key()
                                        + " "
                                        + row.runs()
                                                .map(runs -> runs ? "yes" : "no")
                                                .orElse("open"))
                        .toList();
    }

    private static Preview preview(String on, PreviewEvent event) {
        return Preview.of(
                "a.yml", workflow(on, "  a: {runs-on: x, steps: [{run: x}]}"), event, NO_FILES);
    }

    private static Workflow workflow(String on, String jobs) {
        ReadResult result = WorkflowReader.read("a.yml", on + "\njobs:\n" + jobs);
        assertThat(result)
                .as(() -> result.problems().toString())
                .isInstanceOf(ReadResult.Valid.class);
        return ((ReadResult.Valid) result).workflow();
    }

    private static PreviewEvent event(String name, String ref) {
        return new PreviewEvent(name, Optional.empty(), ref, Map.of(), Optional.empty());
    }

    private static ObjectValue payload(String json) {
        return (ObjectValue) Json.parse(json);
    }
}
