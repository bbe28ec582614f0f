package dev.minijenkin.console.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.JobId;
import dev.minijenkin.db.run.JobState;
import dev.minijenkin.db.view.run.JobView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTreeTest {
    private final List<JobView> jobs = new ArrayList<>();

    @Test
    void legsOfAMatrixStandUnderOneRow() {
        job("build", 0, "build");
        job("e2e", 0, "e2e (chromium, 1)");
        job("e2e", 1, "e2e (firefox, 2)");

        assertThat(shown(true))
                .containsExactly("build", "e2e: 2 legs", "  chromium, 1", "  firefox, 2");
        assertThat(shown(false)).containsExactly("build", "e2e: 2 legs");
    }

    @Test
    void aMatrixOfOneLegIsAJob() {
        job("e2e", 0, "e2e (chromium)");
        assertThat(shown(true)).containsExactly("e2e (chromium)");
    }

    @Test
    void legsWithNamesOfTheirOwnKeepThem() {
        job("e2e", 0, "Browser tests");
        job("e2e", 1, "Mail tests");
        assertThat(shown(true)).containsExactly("e2e: 2 legs", "  Browser tests", "  Mail tests");
    }

    @Test
    void jobsOfACalledWorkflowStandUnderTheirCaller() {
        job("publish", 0, "publish");
        job("publish/image", 0, "publish / image");
        job("lint", 0, "lint");
        job("publish/sign", 0, "publish / sign (x64)");
        job("publish/sign", 1, "publish / sign (arm)");
        job("publish/push/all", 0, "publish / push / all");

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
        job("build", 0, "build / linux");
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

    private void job(String key, int leg, String name) {
        JobId id = new JobId(jobs.size() + 1);
        jobs.add(
                new JobView(
                        id,
                        key,
                        leg,
                        name,
                        List.of(),
                        JobState.QUEUED,
                        null,
                        null,
                        null,
                        "",
                        "",
                        List.of("linux"),
                        Instant.EPOCH,
                        null,
                        null,
                        null,
                        0,
                        false,
                        id,
                        List.of()));
    }
}
