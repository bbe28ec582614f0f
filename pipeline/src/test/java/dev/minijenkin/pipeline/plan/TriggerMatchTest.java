package dev.minijenkin.pipeline.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.pipeline.workflow.ReadResult;
import dev.minijenkin.pipeline.workflow.Workflow;
import dev.minijenkin.pipeline.workflow.WorkflowReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggerMatchTest {
    private static final Event MAIN = Event.push("refs/heads/main", null);
    private static final Event TAG = Event.push("refs/tags/v1", null);

    private static boolean starts(String on, Event event) {
        return TriggerMatch.of(workflow(on), event) instanceof TriggerMatch.Starts;
    }

    static Workflow workflow(String on) {
        ReadResult result =
                WorkflowReader.read(
                        "ci.yml", "on: " + on + "\njobs: {a: {runs-on: l, steps: [{run: x}]}}");
        assertThat(result).as(result.problems().toString()).isInstanceOf(ReadResult.Valid.class);
        return ((ReadResult.Valid) result).workflow();
    }

    @Test
    void aPushWithoutFiltersStartsForBranchesAndTags() {
        assertThat(starts("push", MAIN)).isTrue();
        assertThat(starts("push", TAG)).isTrue();
        assertThat(starts("workflow_dispatch", MAIN)).isFalse();
        assertThat(starts("push", Event.dispatch("refs/heads/main"))).isFalse();
        assertThat(starts("workflow_dispatch", Event.dispatch("refs/heads/main"))).isTrue();
    }

    @Test
    void whoFiltersOneKindOfRefsWantsNoneOfTheOther() {
        assertThat(starts("{push: {branches: main}}", MAIN)).isTrue();
        assertThat(starts("{push: {branches: main}}", TAG)).isFalse();
        assertThat(starts("{push: {tags: 'v*'}}", TAG)).isTrue();
        assertThat(starts("{push: {tags: 'v*'}}", MAIN)).isFalse();
        assertThat(starts("{push: {tags-ignore: 'x*'}}", MAIN)).isFalse();
        assertThat(starts("{push: {branches: main, tags: 'v*'}}", TAG)).isTrue();
        assertThat(starts("{push: {branches: [], tags: 'v*'}}", MAIN)).isFalse();
    }

    @Test
    void branchesWithSlashesMatchAsWhole() {
        Event nested = Event.push("refs/heads/feature/a", null);
        assertThat(starts("{push: {branches: 'feature/*'}}", nested)).isTrue();
        assertThat(starts("{push: {branches: '*'}}", nested)).isFalse();
        assertThat(starts("{push: {branches-ignore: 'feature/**'}}", nested)).isFalse();
    }

    @Test
    void pathsLookAtChangedFilesOfBranches() {
        String on = "{push: {paths: ['src/**', '!src/**.md']}}";
        assertThat(starts(on, Event.push("refs/heads/x", List.of("src/a.c")))).isTrue();
        assertThat(starts(on, Event.push("refs/heads/x", List.of("src/a.md", "b")))).isFalse();
        assertThat(starts(on, MAIN)).as("not known").isTrue();
        assertThat(starts(on, Event.push("refs/tags/v1", List.of("b")))).as("tags").isTrue();
    }

    @Test
    void eventsThatAreNotCarriedOutSayWhy() {
        assertThat(
                        TriggerMatch.of(
                                workflow("[push, pull_request]"),
                                new Event("pull_request", "refs/heads/x", null)))
                .isEqualTo(new TriggerMatch.Ignored("The event pull_request starts no run here"));
    }
}
