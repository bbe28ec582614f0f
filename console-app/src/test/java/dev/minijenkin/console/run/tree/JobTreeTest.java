package dev.minijenkin.console.run.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.job.JobState;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.runs.AskedLabels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTreeTest {
    private final List<JobView> jobs = new ArrayList<>();

    @Test
    void legsOfAMatrixStandUnderOneRow() {
        job("build", "build");
        job("e2e", "e2e (chromium, 1)");
        job("e2e", "e2e (firefox, 2)");

        assertThat(shown(true))
                .containsExactly("build", "e2e: 2 legs", "  chromium, 1", "  firefox, 2");
        assertThat(shown(false)).containsExactly("build", "e2e: 2 legs");
    }

    @Test
    void aMatrixOfOneLegIsAJob() {
        job("e2e", "e2e (chromium)");
        assertThat(shown(true)).containsExactly("e2e (chromium)");
    }

    @Test
    void legsWithNamesOfTheirOwnKeepThem() {
        job("e2e", "Browser tests");
        job("e2e", "Mail tests");
        assertThat(shown(true)).containsExactly("e2e: 2 legs", "  Browser tests", "  Mail tests");
    }

    @Test
    void jobsOfACalledWorkflowStandUnderTheirCaller() {
        job("publish", "publish");
        job("publish/image", "publish / image");
        job("lint", "lint");
        job("publish/sign", "publish / sign (x64)");
        job("publish/sign", "publish / sign (arm)");
        job("publish/push/all", "publish / push / all");

        assertThat(shown(true))
                .containsExactly(
                        "publish: 4 jobs",
                        "  image",
                        "  sign: 2 legs",
                        "    x64",
                        "    arm",
                        "  push: 1 job",
                        "    all",
                        "lint");
    }

    @Test
    void aSlashInTheNameOfAJobIsNoCall() {
        job("build", "build / linux");
        assertThat(shown(true)).containsExactly("build / linux");
    }

    private List<String> shown(boolean open) {
        return JobTree.rows(jobs, row -> open).stream().map(JobTreeTest::text).toList();
    }

    private static String text(JobRow row) {
        return "  ".repeat(row.depth())
                + switch (row) {
                    case JobRow.OfGroup group ->
                            group.title() + ": " + group.kind().counted(group.jobs().size());
                    case JobRow.OfJob job -> job.title();
                    case JobRow.OfStep step -> step.step().name();
                };
    }

    private void job(String key, String name) {
        JobId id = new JobId(jobs.size() + 1);
        jobs.add(
                new JobView(
                        id,
                        key,
                        name,
                        List.of(),
                        new JobView.Status(JobState.QUEUED, null, null, null, ""),
                        new JobView.Placement(AskedLabels.served(List.of("linux")), ""),
                        new JobView.Times(Instant.EPOCH, null, null, null),
                        new JobView.Log(id, false),
                        List.of()));
    }
}
