package dev.minijenkin.console.run.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.sample.SampleViews;
import dev.minijenkin.console.sample.SettableClock;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.view.run.JobView;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
    private static final Instant NOW = SettableClock.START.plusSeconds(100);

    @Test
    void itGoesBackFromTheLastEndByTheLastOfWhatEachNeeds() {
        CriticalPath path =
                of(
                        SampleViews.began(1, "lint", 0, 1, 70),
                        SampleViews.began(2, "build", 0, 5, 40),
                        SampleViews.began(3, "e2e", 40, 50, 90, "build"),
                        SampleViews.began(4, "image", 40, 41, 60, "build"),
                        SampleViews.began(5, "deploy", 90, 92, 99, "e2e", "image"));
        assertThat(ids(path)).containsExactly(5L, 3L, 2L);
        assertThat(path.waited()).hasSeconds(5 + 10 + 2);
        assertThat(path.ran()).hasSeconds(35 + 40 + 7);
        assertThat(path.words()).isEqualTo("Critical path 1:39, waited 0:17");
    }

    @Test
    void ofSeveralThatRunTheOneThatStartedLastIsAtItsEnd() {
        CriticalPath path =
                of(
                        SampleViews.began(1, "build", 0, 5, 40),
                        SampleViews.began(2, "e2e", 40, 50, -1, "build"),
                        SampleViews.began(3, "visual", 40, 60, -1, "build"),
                        SampleViews.job(4, "deploy", "deploy"));
        assertThat(ids(path)).containsExactly(3L, 1L);
        assertThat(path.ran()).hasSeconds(40 + 35);
    }

    @Test
    void aCallIsNeededByItsJobsAndLegs() {
        CriticalPath path =
                of(
                        SampleViews.began(1, "deploy.linux_18/push", 0, 1, 30),
                        SampleViews.began(2, "deploy.linux_18/check", 30, 31, 50),
                        SampleViews.began(3, "tell", 50, 51, 60, "deploy"));
        assertThat(ids(path)).containsExactly(3L, 2L);
    }

    @Test
    void withoutAJobThatStartedThereIsNone() {
        assertThat(of(SampleViews.job(1, "build", "build")).words()).isEmpty();
        CriticalPath circle =
                of(
                        SampleViews.began(1, "a", 0, 1, 30, "b"),
                        SampleViews.began(2, "b", 0, 1, 20, "a"));
        assertThat(ids(circle)).containsExactly(1L, 2L);
    }

    private static CriticalPath of(JobView... jobs) {
        return CriticalPath.of(List.of(jobs), NOW);
    }

    private static List<Long> ids(CriticalPath path) {
        return path.jobs().stream().map(JobId::value).toList();
    }
}
