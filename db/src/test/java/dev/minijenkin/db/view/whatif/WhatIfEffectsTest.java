package dev.minijenkin.db.view.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.limit.ClaimLimits;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.view.queue.QueueViews;
import dev.minijenkin.db.view.queue.QueuedWork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What is told beforehand is what comes.
class WhatIfEffectsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @AutoClose
    private final Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE);

    private final UUID instance = UUID.randomUUID();
    private final RepositoryId shop = repository("shop");
    private final RepositoryId web = repository("web");

    @Test
    void anotherPriorityMovesARunBeforeOthersAsToldAndWritesNothing() {
        runner(1);
        take(run(shop, "taken"));
        test.rows().execute("update claims set claimed_at = now() - interval '40 seconds'");
        run(web, "a", "b", "c");
        Run late = run(shop, "late");
        String before = queue();

        PriorityEffect effect =
                viewer.statement(tx -> PriorityEffects.of(tx, List.of(late.id()), 0));

        assertThat(queue()).as("nothing is written").isEqualTo(before);
        QueuedWork waiting = waiting("late");
        long from = waiting.waiting().place();
        assertThat(effect.queued()).isEqualTo(1);
        PriorityEffect.Move move = effect.moves().getFirst();
        assertThat(move.from()).isEqualTo(from);
        assertThat(move.to()).isEqualTo(1);
        assertThat(move.startsAfter().orElseThrow())
                .isCloseTo(Duration.ofSeconds(40), Duration.ofSeconds(10));
        assertThat(move.startsBefore().orElseThrow())
                .isCloseTo(Duration.ofSeconds(40 * from), Duration.ofSeconds(30));
        assertThat(effect.others())
                .singleElement()
                .satisfies(others -> {
                    assertThat(others.pipeline()).startsWith("web / ");
                    assertThat(others.later()).isEqualTo(from - 1);
                    assertThat(others.sooner()).isZero();
                });

        // As the command would.
        test.rows()
                .execute(
                        "update queue set priority = 0 where job_id in (select id from jobs where run_id = "
                                + late.id().value()
                                + ")");
        assertThat(waiting("late").waiting().place()).isEqualTo(move.to());
    }

    @Test
    void aRunOfWhichNothingIsInTheQueueMovesNobody() {
        Run blocked = database.transaction(tx -> SampleData.blockedRun(tx, shop, "a"));
        run(web, "b");
        PriorityEffect effect =
                viewer.statement(tx -> PriorityEffects.of(tx, List.of(blocked.id()), 0));
        assertThat(effect).isEqualTo(new PriorityEffect(List.of(), 0, List.of()));
    }

    @Test
    void aLimitTellsWhatItKeepsAndWhoGetsBefore() {
        runner(4);
        take(run(shop, "taken"));
        run(shop, "a", "b", "c");
        run(web, "d");
        run(web, "e");
        String before = queue();

        LimitEffect effect =
                viewer.statement(tx -> LimitEffects.ofRepository(tx, "SHOP", OptionalInt.of(2)));

        assertThat(queue()).isEqualTo(before);
        assertThat(effect.work()).isEqualTo(new LimitEffect.Work(1, 3, Optional.empty()));
        assertThat(effect.slots()).isEqualTo(new LimitEffect.Slots(3, 4));
        assertThat(effect.before()).isEmpty();
        assertThat(effect.kept(effect.before())).isZero();
        assertThat(effect.kept(effect.after())).isEqualTo(2);
        assertThat(effect.begins(effect.before())).isEqualTo(3);
        assertThat(effect.begins(effect.after())).isEqualTo(1);
        long behind =
                test.rows()
                        .count(
                                "queue q join jobs j on j.id = q.job_id where j.name in ('d', 'e')"
                                        + " and (q.priority, q.vtime, q.job_id) > (select priority, vtime, job_id from queue"
                                        + " where repository_id = "
                                        + shop.value()
                                        + " order by priority, vtime, job_id offset 1 limit 1)");
        assertThat(effect.others().stream().mapToLong(OtherJobs::sooner).sum()).isEqualTo(behind);
        assertThat(effect.others()).allMatch(others -> others.later() == 0);

        database.run(tx -> ClaimLimits.set(tx, shop, 2));
        LimitEffect lifted =
                viewer.statement(tx -> LimitEffects.ofRepository(tx, "shop", OptionalInt.empty()));
        assertThat(lifted.before()).hasValue(2);
        assertThat(lifted.kept(lifted.after())).isZero();
        assertThat(lifted.others()).allMatch(others -> others.sooner() == 0);
    }

    @Test
    void aLimitOfALabelGoesByWhatRunsOnAsksForAndByHowLongItTookLately() {
        runner(1);
        JobId ended = take(run(shop, "taken"));
        test.rows()
                .execute(
                        "update claims set claimed_at = now() - interval '60 seconds', released_at = now(), outcome = 'finished' where job_id = "
                                + ended.value());
        run(shop, "a", "b", "c");

        LimitEffect effect =
                viewer.statement(tx -> LimitEffects.ofLabel(tx, " Linux", OptionalInt.of(1)));
        assertThat(effect.work().queued()).isEqualTo(3);
        assertThat(effect.work().usual().orElseThrow())
                .isCloseTo(Duration.ofSeconds(60), Duration.ofSeconds(5));
        assertThat(effect.lastBegins(effect.after()).orElseThrow())
                .isEqualTo(effect.work().usual().orElseThrow().multipliedBy(2));
        assertThat(effect.lastBegins(OptionalInt.of(0))).isEmpty();
        LimitEffect unknown =
                viewer.statement(tx -> LimitEffects.ofLabel(tx, "gpu", OptionalInt.of(1)));
        assertThat(unknown.work().queued()).isZero();
    }

    private QueuedWork waiting(String name) {
        return viewer.statement(tx -> QueueViews.now(tx, 100)).work().stream()
                .filter(work -> work.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String queue() {
        return String.join(
                "\n", test.rows().texts("select (q, xmin)::text from queue q order by job_id"));
    }

    private RepositoryId repository(String name) {
        return database.transaction(tx -> SampleData.repository(tx, name));
    }

    private void runner(int capacity) {
        database.transaction(tx -> SampleData.runner(tx, "oak", instance));
        test.rows().execute("update runners set capacity = " + capacity);
    }

    private Run run(RepositoryId repository, String... keys) {
        return database.transaction(tx -> SampleData.queuedRun(tx, repository, keys));
    }

    private JobId take(Run run) {
        JobId job = database.statement(tx -> SampleData.jobOf(tx, run, "taken"));
        test.rows()
                .execute(
                        "with gone as (delete from queue where job_id = %1$d) insert into claims (job_id, runner_id, instance, priority, vtime) select %1$d, id, instance, 50, 0 from runners limit 1"
                                .formatted(job.value()));
        return job;
    }
}
