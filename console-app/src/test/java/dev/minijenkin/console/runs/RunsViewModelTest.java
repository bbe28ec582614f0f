package dev.minijenkin.console.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.frame.place.Place;
import dev.minijenkin.console.sample.HeldWork;
import dev.minijenkin.console.sample.NoStage;
import dev.minijenkin.console.sample.SampleViews;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.view.overview.Setup;
import dev.minijenkin.db.view.run.JobView;
import dev.minijenkin.db.view.runs.RunCounts;
import dev.minijenkin.db.view.runs.RunCriterion;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.Observable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunsViewModelTest {
    private final NoStage stage = new NoStage();
    private final Stored stored = new Stored();
    private final RunsViewModel model =
            new RunsViewModel(
                    stage.hints(),
                    stage.background(),
                    stored,
                    address -> "Opened " + address,
                    Duration.ZERO);

    @Test
    void theNewestPageIsShownAndOlderOnesFollow() {
        for (long id = 1; id <= RunsViewModel.PAGE + 5; id++) {
            stored.put(SampleViews.run(id));
        }
        model.attach();
        assertThat(numbers()).hasSize(RunsViewModel.PAGE).startsWith(105L, 104L).endsWith(6L);
        model.loadMore();
        assertThat(numbers()).hasSize(RunsViewModel.PAGE + 5).endsWith(2L, 1L);
        model.loadMore();
        assertThat(numbers()).hasSize(RunsViewModel.PAGE + 5);
    }

    @Test
    void onlyTheRowsOfTheFilterThatIsSetAreShownAndActedOn() {
        HeldWork work = new HeldWork();
        for (long id = 1; id <= 3; id++) {
            stored.put(SampleViews.run(id));
        }
        RunsViewModel late =
                new RunsViewModel(
                        stage.hints(), work.background(), stored, address -> "", Duration.ZERO);
        late.attach();
        work.answerAll();
        List<Long> acted = new ArrayList<>();
        late.filterTextProperty().set("#1");
        late.whenFound(() -> acted.add(late.rows().get(0).number()));
        late.filterTextProperty().set("#2");
        late.whenFound(() -> acted.add(late.rows().get(0).number()));
        assertThat(late.matchingProperty().get()).isEqualTo(-1);
        while (work.waiting() > 0) {
            // The newest question is answered first.
            work.answer(work.waiting() - 1);
        }
        assertThat(late.rows().stream().map(RunView::number).toList()).containsExactly(2L);
        assertThat(late.matchingProperty().get()).isEqualTo(1);
        assertThat(acted).containsExactly(2L);
    }

    @Test
    void aNewRunComesInAtTheTopWhileThePersonIsThere() {
        stored.put(SampleViews.run(1));
        model.attach();
        stored.put(SampleViews.run(2));
        stage.hint(Topic.RUN, 2);
        assertThat(numbers()).containsExactly(2L, 1L);
        assertThat(model.waitingProperty().get()).isZero();
    }

    @Test
    void newRunsWaitBehindThePillWhileThePersonHoldsARow() {
        stored.put(SampleViews.run(1));
        model.attach();
        model.atTopProperty().set(false);
        stored.put(SampleViews.run(2));
        stored.put(SampleViews.run(3));
        stage.hint(Topic.RUN, 2);
        stage.hint(Topic.RUN, 3);
        assertThat(numbers()).containsExactly(1L);
        assertThat(model.waitingProperty().get()).isEqualTo(2);

        model.showWaiting();
        assertThat(numbers()).containsExactly(3L, 2L, 1L);
        assertThat(model.waitingProperty().get()).isZero();
    }

    @Test
    void aRunThatChangesChangesWhereItIs() {
        stored.put(SampleViews.run(1));
        stored.put(SampleViews.run(2));
        model.attach();
        List<String> changes = new ArrayList<>();
        model.rows().addListener((Observable rows) -> changes.add("changed"));
        stored.put(SampleViews.run(1, Conclusion.SUCCESS));
        stage.hint(Topic.RUN, 1);
        assertThat(numbers()).containsExactly(2L, 1L);
        assertThat(model.rows().get(1).open()).isFalse();
        assertThat(changes).hasSize(1);
    }

    @Test
    void theFilterIsAskedOfTheSource() {
        model.attach();
        model.filterTextProperty().set("state:failure by:ana");
        assertThat(stored.asked)
                .containsExactly(
                        new RunCriterion.StateIs(Set.of("failure", "timed_out")),
                        new RunCriterion.ActorIs("ana"));
        assertThat(model.problemProperty().get()).isEmpty();

        model.filterTextProperty().set("state:blue");
        assertThat(model.problemProperty().get()).startsWith("state: is one of");
    }

    @Test
    void whereThereIsNoRunTheSetupSaysWhatToDo() {
        model.attach();
        assertThat(model.setupProperty().get()).contains(stored.setup());
    }

    @Test
    void theLogThatAPersonWantsToSeeIsThatOfAJobThatFailed() {
        stored.jobs =
                List.of(
                        SampleViews.job(7, "build", "build", Conclusion.SUCCESS, 0),
                        SampleViews.job(8, "test", "test", Conclusion.FAILURE, 0));
        assertThat(foundLog()).isEqualTo(new Place.LogPlace(new RunId(1), new JobId(8)));
    }

    @Test
    void withoutAJobThePageOfTheRunIsShown() {
        assertThat(foundLog()).isEqualTo(new Place.RunPlace(new RunId(1)));
    }

    @Test
    void theCommitOpensWhereItsRepositoryLivesOnTheWeb() {
        stored.url = "https://git.example.org/shop.git";
        assertThat(openedCommit())
                .isEqualTo("Opened https://git.example.org/shop/commit/0123456789abcdef");
        stored.url = "/srv/git/shop";
        assertThat(openedCommit()).isEqualTo("shop has no web address: it lies at /srv/git/shop");
    }

    private Place foundLog() {
        AtomicReference<Place> found = new AtomicReference<>();
        model.findLog(SampleViews.run(1), found::set);
        return found.get();
    }

    private String openedCommit() {
        AtomicReference<String> said = new AtomicReference<>("");
        model.openCommit(SampleViews.run(1), said::set);
        return said.get();
    }

    private List<Long> numbers() {
        return model.rows().stream().map(RunView::number).toList();
    }

    /// Runs in memory. It does not filter, but remembers what was asked.
    private static final class Stored implements RunsSource {
        private final Map<Long, RunView> runs = new TreeMap<>(Comparator.reverseOrder());
        private List<RunCriterion> asked = List.of();
        private List<JobView> jobs = List.of();
        private String url = "";

        void put(RunView run) {
            runs.put(run.id().value(), run);
        }

        @Override
        public List<RunView> page(List<RunCriterion> criteria, @Nullable RunId before, int limit) {
            asked = criteria;
            return runs.values().stream()
                    .filter(run -> before == null || run.id().value() < before.value())
                    .filter(run -> meets(run, criteria))
                    .limit(limit)
                    .toList();
        }

        @Override
        public List<RunView> among(List<RunCriterion> criteria, Collection<RunId> wanted) {
            return runs.values().stream().filter(run -> wanted.contains(run.id())).toList();
        }

        @Override
        public int matching(List<RunCriterion> criteria, int limit) {
            return (int) runs.values().stream().filter(run -> meets(run, criteria)).count();
        }

        /// Numbers only.
        private static boolean meets(RunView run, List<RunCriterion> criteria) {
            return criteria.stream()
                    .allMatch(criterion ->
                            !(criterion instanceof RunCriterion.NumberIs(long number))
                                    || number == run.number());
        }

        @Override
        public RunCounts counts() {
            return new RunCounts(runs.size(), 0, 0, 0, 0);
        }

        @Override
        public Setup setup() {
            return new Setup(1, 0, 0, false);
        }

        @Override
        public List<JobView> jobs(RunId run) {
            return jobs;
        }

        @Override
        public List<String> pipelines() {
            return List.of("shop/ci");
        }

        @Override
        public String repositoryUrl(RepositoryId repository) {
            return url;
        }
    }
}
