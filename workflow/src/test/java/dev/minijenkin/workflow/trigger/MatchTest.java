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

    private static boolean starts(String on, Event event) {
        return Match.of(workflow(on), event) instanceof Match.Starts;
    }

    private static Event push(String ref, String... files) {
        return Event.push(ref).at(ref, "Change", () -> Optional.of(List.of(files)));
    }

    private static Event pull(String name, String activity, String base) {
        return Event.of(name, activity, "", new Event.Subject.PullRequest("topic", base));
    }

    private static Event run(String activity, String branch) {
        return Event.of("workflow_run", activity, "", new Event.Subject.OtherRun("CI", branch));
    }

    private static Event event(String name, String activity) {
        return Event.of(name, activity, "");
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
        assertThat(starts(on, Event.push("refs/heads/main"))).as("not known").isTrue();
        Event unasked =
                Event.push("refs/heads/main")
                        .at(
                                "refs/heads/main",
                                "",
                                () -> {
                                    throw new IllegalStateException("asked");
                                });
        assertThat(starts("{push: {branches: main}}", unasked)).isTrue();
    }

    @Test
    void pullRequestsLookAtTheTargetAndUsuallyAtThreeActivities() {
        assertThat(starts("pull_request", pull("pull_request", "opened", "main"))).isTrue();
        assertThat(starts("pull_request", pull("pull_request", "closed", "main"))).isFalse();
        assertThat(
                        starts(
                                "{pull_request: {types: [closed]}}",
                                pull("pull_request", "closed", "main")))
                .isTrue();
        String on = "{pull_request_target: {branches: ['release/*']}}";
        assertThat(starts(on, pull("pull_request_target", "opened", "release/1"))).isTrue();
        assertThat(starts(on, pull("pull_request_target", "opened", "main"))).isFalse();
    }

    @Test
    void otherEventsStartForAllActivitiesOrTheNamedOnes() {
        assertThat(starts("release", event("release", "edited"))).isTrue();
        assertThat(starts("{release: {types: [published]}}", event("release", "edited"))).isFalse();
        assertThat(
                        starts(
                                "{repository_dispatch: {types: [deploy]}}",
                                event("repository_dispatch", "deploy")))
                .isTrue();
        assertThat(starts("create", event("create", ""))).isTrue();
        assertThat(starts("create", event("delete", ""))).isFalse();
    }

    @Test
    void runsOfOtherWorkflowsAreToldApartByNameAndBranch() {
        String on =
                "{workflow_run: {workflows: [CI, 'a [b]'], types: [completed], branches: main}}";
        assertThat(starts(on, run("completed", "main"))).isTrue();
        assertThat(starts(on, run("completed", "x"))).isFalse();
        assertThat(starts(on, run("requested", "main"))).isFalse();
        assertThat(starts("{workflow_run: {workflows: [Other]}}", run("completed", "main")))
                .isFalse();
    }

    @Test
    void schedulesAreToldApartByTheirText() {
        String on =
                "{schedule: [{cron: '0 1 * * *'}, {cron: '0 2 * * *', timezone: Europe/Berlin}]}";
        assertThat(starts(on, event("schedule", "0 2 * * *"))).isTrue();
        assertThat(starts(on, event("schedule", "0 3 * * *"))).isFalse();
        assertThat(starts("workflow_call", event("workflow_call", ""))).isFalse();
        assertThat(starts("workflow_dispatch", event("workflow_dispatch", ""))).isTrue();
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
            Event event =
                    Event.push("refs/heads/main").at("refs/heads/main", message, Optional::empty);
            assertThat(starts("push", event)).as(message).isFalse();
        }
        for (String message : List.of("skip ci", "skip-checks: true", "a [skip-ci]", "")) {
            Event event =
                    Event.push("refs/heads/main").at("refs/heads/main", message, Optional::empty);
            assertThat(starts("push", event)).as(message).isTrue();
        }
        Event asked = event("workflow_dispatch", "").at("", "[skip ci]", Optional::empty);
        assertThat(starts("workflow_dispatch", asked)).isTrue();
    }
}
