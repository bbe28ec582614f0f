package dev.minijenkin.console.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.console.sample.NoStage;
import dev.minijenkin.console.sample.SettableClock;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.queue.QueueNow;
import dev.minijenkin.db.view.queue.QueuedWork;
import dev.minijenkin.db.view.runs.AskedLabels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueueViewModelTest {
    private final NoStage stage = new NoStage();
    private final List<QueuedWork> work = new ArrayList<>();
    private final List<JobId> explained = new ArrayList<>();
    private final QueueViewModel model =
            new QueueViewModel(
                    stage.hints(),
                    stage.clock(),
                    stage.background(),
                    new QueueSource() {
                        @Override
                        public QueueNow now() {
                            return new QueueNow(List.copyOf(work), work.size(), List.of());
                        }

                        @Override
                        public List<Explanation> explain(JobId job) {
                            explained.add(job);
                            return List.of(new Explanation("state", "it", "It waits", null, null));
                        }
                    });

    @Test
    void whatNobodyServesComesFirstAndGroupsFold() {
        work.add(waits(1, null, true));
        work.add(waits(2, WaitingReason.APPROVAL, true));
        work.add(waits(3, null, false));
        attach();

        assertThat(rows())
                .containsExactly("NO_RUNNER 1", "job 3", "PERSON 1", "job 2", "SLOT 1", "job 1");
        model.fold(QueueGroup.PERSON, false);
        assertThat(rows()).containsExactly("NO_RUNNER 1", "job 3", "PERSON 1", "SLOT 1", "job 1");
        model.show(Optional.of(QueueGroup.SLOT));
        assertThat(rows()).containsExactly("SLOT 1", "job 1");
        assertThat(model.count(QueueGroup.PERSON)).isEqualTo(1);
    }

    @Test
    void aMarkGoesWithItsThingAndIsGoneWithIt() {
        work.add(waits(1, null, true));
        work.add(waits(2, null, true));
        attach();
        model.mark(model.rows().getFirst());
        assertThat(model.marked()).hasSize(2);

        work.removeFirst();
        stage.hint(Topic.QUEUE, 1);
        stage.pass(Duration.ofSeconds(1));

        assertThat(model.marked()).extracting(QueuedWork::job).containsExactly(new JobId(2));
        assertThat(model.marks().countProperty().get()).isEqualTo(1);
        model.unmarkAll();
        assertThat(model.marked()).isEmpty();
    }

    @Test
    void whatIsSelectedIsExplainedAgainWhenThingsChangeAndNoMoreWhenItIsGone() {
        work.add(waits(1, null, true));
        attach();
        model.select(Optional.of(work.getFirst()));
        assertThat(model.explainedProperty().get()).isPresent();
        stage.hint(Topic.RUNNER, 7);
        stage.pass(Duration.ofSeconds(1));
        assertThat(explained).containsExactly(new JobId(1), new JobId(1));

        work.clear();
        stage.hint(Topic.QUEUE, 1);
        stage.pass(Duration.ofSeconds(1));
        assertThat(explained).hasSize(2);
        model.select(Optional.empty());
        assertThat(model.explainedProperty().get()).isEmpty();
    }

    @Test
    void whatIsHeldIsForAPersonWhateverElseItWaitsFor() {
        QueuedWork locked = waits(1, WaitingReason.DEPLOYMENT_LOCK, true);
        assertThat(QueueGroup.of(locked)).isEqualTo(QueueGroup.LOCK);
        QueuedWork held =
                new QueuedWork(
                        locked.job(),
                        locked.name(),
                        locked.run(),
                        locked.waiting(),
                        Optional.of(new QueuedWork.Held(false, "ana", "not now")),
                        50,
                        locked.since());
        assertThat(QueueGroup.of(held)).isEqualTo(QueueGroup.PERSON);
        assertThat(QueueText.of(held)).isEqualTo(new QueueText("Held by ana", "not now"));
    }

    private void attach() {
        stage.connect();
        model.attach();
    }

    private List<String> rows() {
        return model.rows().stream()
                .map(row ->
                        switch (row) {
                            case QueueRow.OfGroup group -> group.group() + " " + group.count();
                            case QueueRow.OfWork of -> of.work().name();
                        })
                .toList();
    }

    private static QueuedWork waits(long job, @Nullable WaitingReason reason, boolean served) {
        return new QueuedWork(
                new JobId(job),
                "job " + job,
                new QueuedWork.OfRun(new RunId(job), "shop / ci", job, "ana"),
                new QueuedWork.Waiting(
                        reason,
                        reason == null ? "" : "It waits",
                        new AskedLabels(
                                List.of("linux"), served, served ? List.of() : List.of("linux")),
                        "",
                        "",
                        reason == null ? 1 : 0,
                        null),
                Optional.empty(),
                50,
                SettableClock.START);
    }
}
