package dev.minijenkin.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.model.Workflow;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatchTest {
    private static Workflow workflow(String on) {
        ReadResult result =
                WorkflowReader.read(
                        "ci.yml", "on: " + on + "\njobs: {a: {runs-on: l, steps: [{run: x}]}}");
        assertThat(result).as(result.problems().toString()).isInstanceOf(ReadResult.Valid.class);
        return ((ReadResult.Valid) result).workflow();
    }

    private static boolean starts(String on, Happening happening) {
        return Match.of(workflow(on), happening) instanceof Match.Starts;
    }

    private static Happening push(String ref, String... files) {
        return Happening.push(ref, "Change", () -> Optional.of(List.of(files)));
    }

    private static Happening happening(String event, String activity, String branch) {
        return new Happening(event, activity, "", branch, "CI", "", Optional::empty);
    }

    @Test
    void pushesPassTheFiltersOfTheirKindOfRef() {
        assertThat(starts("push", push("refs/tags/v1"))).isTrue();
        assertThat(starts("{push: {branches: main}}", push("refs/heads/main"))).isTrue();
        assertThat(starts("{push: {branches: main}}", push("refs/tags/v1"))).isFalse();
        assertThat(starts("{push: {tags: v*}}", push("refs/heads/main"))).isFalse();
        assertThat(starts("{push: {tags: v*}}", push("refs/tags/v1"))).isTrue();
        assertThat(starts("{push: {branches: , tags: }}", push("refs/heads/main")))
                .as("no value, no filter")
                .isTrue();
        assertThat(starts("{push: {branches-ignore: 'x/**'}}", push("refs/heads/x/y"))).isFalse();
        assertThat(starts("{push: {branches: ['**', '!x/**', x/y]}}", push("refs/heads/x/y")))
                .as("the last match wins")
                .isTrue();
    }

    @Test
    void pathsAreAskedForOnlyWhereTheyMatter() {
        String on = "{push: {paths: ['src/**', '!**.md']}}";
        assertThat(starts(on, push("refs/heads/main", "a", "src/a.md"))).isFalse();
        assertThat(starts(on, push("refs/heads/main", "a", "src/a.java"))).isTrue();
        assertThat(starts("{push: {paths-ignore: '**.md'}}", push("refs/heads/main", "a.md")))
                .isFalse();
        assertThat(starts(on, Happening.push("refs/heads/main", "", Optional::empty)))
                .as("not known")
                .isTrue();
        Happening unasked =
                Happening.push(
                        "refs/heads/main",
                        "",
                        () -> {
                            throw new IllegalStateException("asked");
                        });
        assertThat(starts("{push: {branches: main}}", unasked)).isTrue();
    }

    @Test
    void pullRequestsLookAtTheTargetAndUsuallyAtThreeActivities() {
        assertThat(starts("pull_request", happening("pull_request", "opened", "main"))).isTrue();
        assertThat(starts("pull_request", happening("pull_request", "closed", "main"))).isFalse();
        assertThat(
                        starts(
                                "{pull_request: {types: [closed]}}",
                                happening("pull_request", "closed", "main")))
                .isTrue();
        String on = "{pull_request_target: {branches: ['release/*']}}";
        assertThat(starts(on, happening("pull_request_target", "opened", "release/1"))).isTrue();
        assertThat(starts(on, happening("pull_request_target", "opened", "main"))).isFalse();
    }

    @Test
    void otherEventsStartForAllActivitiesOrTheNamedOnes() {
        assertThat(starts("release", happening("release", "edited", ""))).isTrue();
        assertThat(starts("{release: {types: [published]}}", happening("release", "edited", "")))
                .isFalse();
        assertThat(
                        starts(
                                "{repository_dispatch: {types: [deploy]}}",
                                happening("repository_dispatch", "deploy", "")))
                .isTrue();
        assertThat(starts("create", happening("create", "", ""))).isTrue();
        assertThat(starts("create", happening("delete", "", ""))).isFalse();
    }

    @Test
    void runsOfOtherWorkflowsAreToldApartByNameAndBranch() {
        String on =
                "{workflow_run: {workflows: [CI, 'a [b]'], types: [completed], branches: main}}";
        assertThat(starts(on, happening("workflow_run", "completed", "main"))).isTrue();
        assertThat(starts(on, happening("workflow_run", "completed", "x"))).isFalse();
        assertThat(starts(on, happening("workflow_run", "requested", "main"))).isFalse();
        assertThat(
                        starts(
                                "{workflow_run: {workflows: [Other]}}",
                                happening("workflow_run", "completed", "main")))
                .isFalse();
    }

    @Test
    void schedulesAreToldApartByTheirText() {
        String on =
                "{schedule: [{cron: '0 1 * * *'}, {cron: '0 2 * * *', timezone: Europe/Berlin}]}";
        assertThat(starts(on, happening("schedule", "0 2 * * *", ""))).isTrue();
        assertThat(starts(on, happening("schedule", "0 3 * * *", ""))).isFalse();
        assertThat(starts("workflow_call", happening("workflow_call", "", ""))).isFalse();
        assertThat(starts("workflow_dispatch", happening("workflow_dispatch", "", ""))).isTrue();
    }

    @Test
    void aCommitCanAskForNoRuns() {
        for (String message :
                List.of(
                        "Fix [skip ci]",
                        "[CI SKIP] x",
                        "x\n\n[no ci]",
                        "[skip actions]",
                        "[actions skip]",
                        "Fix\n\nBody\n\n\nskip-checks: true\n",
                        "Fix\n\nSigned-off-by: A\nSkip-Checks:true")) {
            Happening happening = Happening.push("refs/heads/main", message, Optional::empty);
            assertThat(starts("push", happening)).as(message).isFalse();
        }
        for (String message : List.of("skip ci", "skip-checks: true", "a [skip-ci]", "")) {
            Happening happening = Happening.push("refs/heads/main", message, Optional::empty);
            assertThat(starts("push", happening)).as(message).isTrue();
        }
        Happening asked =
                new Happening("workflow_dispatch", "", "", "", "", "[skip ci]", Optional::empty);
        assertThat(starts("workflow_dispatch", asked)).isTrue();
    }
}
