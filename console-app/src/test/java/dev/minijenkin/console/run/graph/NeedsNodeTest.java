package dev.minijenkin.console.run.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.minijenkin.console.sample.SampleViews;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.run.JobView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeedsNodeTest {
    private final List<JobView> jobs = new ArrayList<>();

    @Test
    void allLegsOfAMatrixAreOneNodeThatCountsThem() {
        add("build", "build", Conclusion.SUCCESS);
        for (int leg = 0; leg < 256; leg++) {
            add(
                    "test",
                    "test (" + leg + ")",
                    leg % 100 == 7 ? Conclusion.FAILURE : Conclusion.SUCCESS,
                    "build");
        }

        assertThat(nodes()).extracting(NeedsNode::title).containsExactly("build", "test");
        NeedsNode test = nodes().getLast();
        assertThat(test.needs()).containsExactly("build");
        assertThat(test.note()).isEqualTo("256 legs");
        assertThat(test.counts()).isEqualTo("3 failed, 253 passed");
        assertThat(nodes().getFirst().counts()).isEmpty();
        assertThat(nodes().getFirst().height()).isLessThan(test.height());
    }

    @Test
    void theJobsOfACalledFileStandWhereTheirCallerDoes() {
        add("build", "build", Conclusion.SUCCESS);
        add("deploy.linux_18/push", "deploy (linux) / push", Conclusion.SUCCESS, "build");
        add(
                "deploy.linux_18/check",
                "deploy (linux) / check",
                Conclusion.SUCCESS,
                "deploy.linux_18/push");
        add("tell", "tell", Conclusion.SUCCESS, "deploy");

        assertThat(nodes())
                .extracting(NeedsNode::id, NeedsNode::needs, NeedsNode::note)
                .containsExactly(
                        tuple("build", List.of(), ""),
                        tuple("deploy", List.of("build"), "2 jobs"),
                        tuple("tell", List.of("deploy"), ""));
    }

    private void add(String key, String name, Conclusion conclusion, String... needs) {
        jobs.add(SampleViews.job(jobs.size() + 1, key, name, conclusion, 0, needs));
    }

    private List<NeedsNode> nodes() {
        return NeedsNode.of(jobs);
    }
}
