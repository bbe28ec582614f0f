package dev.minijenkin.console.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.run.detail.AttemptOf;
import dev.minijenkin.console.run.detail.RunDetail;
import dev.minijenkin.console.run.detail.RunDetailSource;
import dev.minijenkin.console.run.detail.RunFollower;
import dev.minijenkin.console.run.detail.WorkflowText;
import dev.minijenkin.console.run.tree.JobRow;
import dev.minijenkin.console.sample.NoStage;
import dev.minijenkin.console.sample.SampleViews;
import dev.minijenkin.console.sample.SettableClock;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.run.RunStory;
import dev.minijenkin.db.view.run.UsualJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunViewModelTest {
    private static final RunId RUN = new RunId(1);

    private final NoStage stage = new NoStage();
    private final Stored stored = new Stored();
    private final RunViewModel model =
            new RunViewModel(
                    new RunFollower(stage.hints(), stage.clock(), stage.background(), stored));

    @Test
    void whatFailedIsOpenByItself() {
        stored.add(SampleViews.job(1, "lint", "lint", Conclusion.SUCCESS, 2));
        stored.add(SampleViews.job(2, "test", "test", Conclusion.FAILURE, 2));
        show();
        assertThat(rows()).containsExactly("lint", "test", "  step 1", "  step 2");
        assertThat(model.summary()).isEqualTo("2 of 2 jobs ended");
    }

    @Test
    void idleAnOpenRunIsReadTwiceAMinuteAndAnEndedOneNever() {
        stored.add(SampleViews.job(1, "lint", "lint"));
        stage.connect();
        show();
        stored.read = 0;
        stored.watched.clear();
        for (int second = 0; second < 600; second++) {
            stage.pass(Duration.ofSeconds(1));
        }
        assertThat(stored.read).isBetween(19, 21);
        assertThat(stored.watched.size()).isBetween(19, 21);
        stored.ended = true;
        stage.hint(Topic.RUN, RUN.value());
        stored.read = 0;
        stored.watched.clear();
        for (int second = 0; second < 600; second++) {
            stage.pass(Duration.ofSeconds(1));
        }
        assertThat(stored.read).isZero();
        assertThat(stored.watched).isEmpty();
    }

    @Test
    void aGroupOpensAndClosesWhereItIs() {
        stored.add(SampleViews.job(1, "lint", "lint"));
        stored.add(SampleViews.job(2, "e2e", "e2e (firefox)"));
        stored.add(SampleViews.job(3, "e2e", "e2e (chromium)"));
        show();
        assertThat(rows()).containsExactly("lint", "e2e");
        String e2e = model.rows().get(1).key();
        assertThat(model.toggle(model.rows().get(1))).isEqualTo(e2e);
        assertThat(rows()).containsExactly("lint", "e2e", "  firefox", "  chromium");
        assertThat(model.toggle(model.rows().get(1))).isEqualTo(e2e);
        assertThat(rows()).containsExactly("lint", "e2e");
    }

    @Test
    void closingAStepClosesTheJobThatItStandsUnder() {
        stored.add(SampleViews.job(1, "lint", "lint"));
        stored.add(SampleViews.job(2, "test", "test", Conclusion.FAILURE, 2));
        show();
        assertThat(model.open(model.rows().get(3), false)).isEqualTo(model.rows().get(1).key());
        assertThat(rows()).containsExactly("lint", "test");
    }

    @Test
    void whatAPersonClosedStaysClosedWhenTheRunChanges() {
        stored.add(SampleViews.job(1, "test", "test", Conclusion.FAILURE, 1));
        show();
        model.open(model.rows().getFirst(), false);
        stored.add(SampleViews.job(2, "deploy", "deploy"));
        stage.hint(Topic.RUN, RUN.value());
        assertThat(rows()).containsExactly("test", "deploy");
    }

    @Test
    void anotherRunShowsWhatIsOpenByItself() {
        stored.add(SampleViews.job(1, "test", "test", Conclusion.FAILURE, 1));
        show();
        model.open(model.rows().getFirst(), false);
        model.show(new AttemptOf.Current(new RunId(2)));
        assertThat(rows()).containsExactly("test", "  step 1");
    }

    @Test
    void aRowLeadsToItsLogAndAGroupToThatOfTheLegThatFailed() {
        stored.add(SampleViews.job(1, "e2e", "e2e (firefox)", Conclusion.SUCCESS, 0));
        stored.add(SampleViews.job(2, "e2e", "e2e (chromium)", Conclusion.FAILURE, 1));
        assertThat(model.wholeLog()).isEmpty();
        show();
        assertThat(rows()).containsExactly("e2e", "  firefox", "  chromium", "    step 1");
        assertThat(model.logOf(model.rows().get(0))).contains(log(2));
        assertThat(model.logOf(model.rows().get(1))).contains(log(1));
        assertThat(model.logOf(model.rows().get(3))).contains(log(2));
        assertThat(model.wholeLog()).contains(new Place.RunLogPlace(RUN));
    }

    @Test
    void whatIsUsualIsReadOnceARunAndForWhoLooksAtTheTimeLineOnly() {
        JobView build = SampleViews.began(1, "build", 0, 2, 40);
        stored.add(build);
        stored.usual = List.of(new UsualJob("build", "build", seconds(3), seconds(60)));
        show();
        assertThat(stored.usualRead).isZero();
        assertThat(model.timeline().usual(build)).isEmpty();
        model.timeline().setShown(true);
        stage.hint(Topic.RUN, RUN.value());
        model.timeline().setShown(false);
        model.timeline().setShown(true);
        assertThat(stored.usualRead).isEqualTo(1);
        assertThat(model.timeline().usual(build)).contains(stored.usual.getFirst());
        assertThat(model.timeline().isCritical(build)).isTrue();
        assertThat(model.timeline().words(build, SettableClock.START.plusSeconds(40)))
                .isEqualTo("waited 2 s, ran 38 s, usually 1 min, on the critical path");
        model.show(new AttemptOf.Current(new RunId(2)));
        assertThat(stored.usualRead).isEqualTo(2);
    }

    @Test
    void aNodeOfTheGraphAndARowLeadToEachOther() {
        stored.add(SampleViews.job(1, "lint", "lint"));
        stored.add(SampleViews.job(2, "e2e", "e2e (firefox)"));
        stored.add(SampleViews.job(3, "e2e", "e2e (chromium)"));
        show();
        String group = model.rows().get(1).key();
        assertThat(model.rowOfNode("e2e")).contains(group);
        assertThat(RunViewModel.nodeOf(model.rows().get(1))).isEqualTo("e2e");
        assertThat(RunViewModel.nodeOf(model.rows().get(0))).isEqualTo("lint");
        assertThat(model.jobsOf("e2e")).hasSize(2);
        assertThat(model.rowOfNode("gone")).isEmpty();
    }

    @Test
    void hintsAboutLogsAreAskedForWhileTheRunIsShown() {
        stored.add(SampleViews.job(1, "lint", "lint"));
        show();
        assertThat(stored.watched).containsExactly("watch 1");
        model.leave();
        assertThat(stored.watched).containsExactly("watch 1", "unwatch 1");
    }

    private void show() {
        model.show(new AttemptOf.Current(RUN));
    }

    private List<String> rows() {
        return model.rows().stream()
                .map(row ->
                        "  ".repeat(row.depth())
                                + switch (row) {
                                    case JobRow.OfGroup group -> group.title();
                                    case JobRow.OfJob job -> job.title();
                                    case JobRow.OfStep step -> step.step().name();
                                })
                .toList();
    }

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    private static Place log(long job) {
        return new Place.LogPlace(RUN, new JobId(job));
    }

    /// Every run has the same jobs.
    private static final class Stored implements RunDetailSource {
        private final List<JobView> jobs = new ArrayList<>();
        private final List<String> watched = new ArrayList<>();
        private int read;
        private int usualRead;
        private List<UsualJob> usual = List.of();
        private boolean ended;

        void add(JobView job) {
            jobs.add(job);
        }

        @Override
        public Optional<RunDetail> detail(AttemptOf which) {
            read++;
            long run = which.run().value();
            return Optional.of(
                    new RunDetail(
                            ended ? SampleViews.run(run, Conclusion.SUCCESS) : SampleViews.run(run),
                            1,
                            List.copyOf(jobs),
                            List.of(),
                            Optional.empty(),
                            RunStory.none(),
                            List.of(),
                            Optional.empty()));
        }

        @Override
        public WorkflowText workflow(RunId run) {
            return new WorkflowText("ci.yml", "on: push");
        }

        @Override
        public List<UsualJob> usual(RunId run) {
            usualRead++;
            return usual;
        }

        @Override
        public void watch(RunId run, UUID watcher) {
            watched.add("watch " + run.value());
        }

        @Override
        public void unwatch(RunId run, UUID watcher) {
            watched.add("unwatch " + run.value());
        }
    }
}
