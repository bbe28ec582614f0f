package dev.minijenkin.db.view.past;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.RunState;
import dev.minijenkin.db.run.job.WaitingReason;
import dev.minijenkin.db.view.deploy.EnvironmentView;
import dev.minijenkin.db.view.explain.Explanation;
import dev.minijenkin.db.view.overview.Attention;
import dev.minijenkin.db.view.queue.QueuedWork;
import dev.minijenkin.db.view.runner.RunnerView;
import dev.minijenkin.db.view.runs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A minute three days ago, of which all has ended since.
class PastViewsTest {
    private final Instant at =
            Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MINUTES);

    @AutoClose private final TestDatabase test = TestDatabase.create();

    @AutoClose
    private final Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE);

    @BeforeEach
    void past() {
        test.rows()
                .execute(
                        """
                        create temporary table t as select timestamptz '%s' as at;
                        insert into encryption_keys (fingerprint, purpose, public_keyset) values ('e3b0c44298fc1c149afbf4c8996fb924', 'server', '');
                        insert into repositories (name, url, hook_sealed_to, hook_secret)
                        select n, '/srv/git/' || n, 'e3b0c44298fc1c149afbf4c8996fb924', 'a sealed secret' from unnest(array['shop', 'other']) n;
                        insert into pipelines (repository_id, path, name)
                        select id, '.mini-jenkin/workflows/ci.yml', 'ci' from repositories;
                        insert into label_sets (labels) values ('{linux}');
                        insert into runners (name, instance, labels, capacity, host, os, architecture, version, pid, registered_at)
                        select n, gen_random_uuid(), '{linux}', 2, n || '.host', 'linux', 'amd64', '0.1.0', 1, at - interval '1 day'
                        from t, unnest(array['oak', 'elm', 'ash']) n;
                        insert into runner_heartbeats (runner_id, heartbeat_at)
                        select id, case name when 'ash' then at - interval '2 hours' else now() end from runners, t;
                        insert into commands (kind, arguments, reason, actor, state, outcome, executed_by, created_at, due_at, next_try_at,
                            executed_at)
                        select k.kind, '{"runner": "ELM"}', k.reason, k.actor, 'done', 'It is so', 'x', at + k.after, at + k.after,
                            at + k.after, at + k.after
                        from t, (values ('drain', 'an update', 'tomasz', interval '-10 minutes'),
                            ('resume', 'updated', 'ana', interval '20 minutes')) k(kind, reason, actor, after);
                        insert into pipeline_runs (pipeline_id, repository_id, number, attempt, state, conclusion, cause, title, event, ref,
                            commit_sha, actor, created_at, started_at, finished_at)
                        select p.id, p.repository_id, r.number, 1, 'finished', r.conclusion, r.cause, 'Title ' || r.number, 'push',
                            'refs/heads/main', repeat('a', 40), 'ana', at + r.created, at + r.started, at + r.finished
                        from t, pipelines p join repositories o on o.id = p.repository_id and o.name = 'shop',
                            (values (1, 'success', null, interval '-3 hours', interval '-3 hours', interval '-2 hours'),
                                (2, 'failure', 'exit_code', '-2 hours', '-2 hours', '-1 hour'),
                                (3, 'success', null, '-20 minutes', '-19 minutes', '30 minutes'),
                                (4, 'success', null, '-5 minutes', '10 minutes', '20 minutes'),
                                (5, 'success', null, '5 minutes', '6 minutes', '9 minutes'))
                            r(number, conclusion, cause, created, started, finished);
                        insert into jobs (run_id, attempt, repository_id, key, name, label_set_id, priority, state, conclusion, claims_left,
                            environment, created_at, queued_at, claimed_at, started_at, finished_at)
                        select r.id, 1, r.repository_id, j.key, j.key, 1, 50, 'finished', 'success', 3, j.environment, r.created_at,
                            at + j.queued, at + j.claimed, at + j.claimed, at + j.finished
                        from t, pipeline_runs r join (values
                            (3, 'build', null, interval '-20 minutes', interval '-19 minutes', interval '-10 minutes'),
                            (3, 'e2e', null, '-10 minutes', '-9 minutes', '12 minutes'),
                            (3, 'deploy', 'prod', '15 minutes', '16 minutes', '30 minutes'),
                            (4, 'build', null, '-5 minutes', '10 minutes', '20 minutes'),
                            (5, 'build', null, '5 minutes', '6 minutes', '9 minutes'))
                            j(number, key, environment, queued, claimed, finished) on j.number = r.number;
                        insert into claims (job_id, runner_id, instance, priority, vtime, claimed_at, acknowledged_at, released_at, outcome)
                        select j.id, w.id, w.instance, 50, 0, j.claimed_at, j.claimed_at, j.finished_at, 'finished'
                        from jobs j join runners w on w.name = 'oak' where j.claimed_at is not null order by j.id;
                        insert into environments (repository_id, name, created_at)
                        select repository_id, 'prod', at - interval '9 days' from t, pipelines where id = (select min(pipeline_id) from pipeline_runs);
                        insert into deployments (environment_id, job_id, commit_sha, fence_token, state, created_at, started_at, finished_at)
                        select e.id, j.id, repeat('b', 40), 4, 'succeeded', at - interval '3 minutes', at + interval '14 minutes',
                            at + interval '30 minutes'
                        from t, environments e, jobs j where j.key = 'deploy';
                        insert into health_samples
                        select at - n * interval '1 minute', 7 + n, 300, 1, 6, 0, 1 from t, generate_series(-30, 90) n;
                        insert into minute_figures (minute, jobs_finished, runs_finished, runs_succeeded)
                        select minute, 2, 1, 1 from health_samples;
                        insert into hook_deliveries (repository_id, source, delivery_key, event, payload, state, error, attempts,
                            received_at, finished_at)
                        select o.id, 'github', 'd' || o.id, 'push', '{}', 'failed', 'no such commit <b>', 2, at - interval '30 minutes',
                            at - interval '29 minutes'
                        from t, repositories o where o.name = 'shop'
                        """
                                .formatted(at));
    }

    @Test
    void whatWaitedIsToldWithWhenItBegan() {
        var queue = viewer.statement(tx -> PastQueue.at(tx, at, 10));

        assertThat(queue.inQueue()).isEqualTo(1);
        assertThat(queue.work()).hasSize(2);
        QueuedWork build = queue.work().getFirst();
        assertThat(build.name()).isEqualTo("build");
        assertThat(build.run().name()).isEqualTo("shop / ci #4");
        assertThat(build.waiting().place()).isEqualTo(1);
        assertThat(build.waiting().startsAt()).isEqualTo(at.plus(Duration.ofMinutes(10)));
        assertThat(build.since()).isEqualTo(at.minus(Duration.ofMinutes(5)));
        QueuedWork deploy = queue.work().getLast();
        assertThat(deploy.name()).isEqualTo("deploy");
        assertThat(deploy.waiting().reason()).isEqualTo(WaitingReason.DEPLOYMENT_LOCK);
        List<Explanation> story =
                viewer.statement(tx ->
                        PastQueue.story(tx, Objects.requireNonNull(build.job()), ZoneOffset.UTC));
        assertThat(story)
                .extracting(each -> each.sentence().replaceAll("[0-9:]{8}", "TIME"))
                .containsExactly(
                        "Planned at TIME",
                        "In the queue since TIME",
                        "oak took it at TIME and ended it at TIME");
    }

    @Test
    void runnersAreToldWithWhatTheyCarriedOut() {
        List<RunnerView> runners = viewer.statement(tx -> PastRunners.at(tx, at)).runners();

        assertThat(runners).extracting(RunnerView::name).containsExactly("ash", "elm", "oak");
        RunnerView oak = runners.getLast();
        assertThat(oak.slots().busy()).isEqualTo(1);
        assertThat(oak.life().online()).isTrue();
        assertThat(oak.draining()).isEmpty();
        assertThat(oak.jobs())
                .singleElement()
                .satisfies(job -> {
                    assertThat(job.name()).isEqualTo("e2e");
                    assertThat(job.claimed()).isEqualTo(at.minus(Duration.ofMinutes(9)));
                });
        assertThat(oak.slots().load()).hasSize(12);
        assertThat(oak.slots().load().getLast()).isBetween(0.49, 0.51);
        assertThat(oak.slots().load().getFirst()).isZero();
        assertThat(runners.get(1).draining())
                .contains(new RunnerView.Draining("tomasz", "an update"));
        assertThat(runners.getFirst().life().online()).as("silent since before").isFalse();
        Instant later = at.plus(Duration.ofMinutes(25));
        assertThat(viewer.statement(tx -> PastRunners.at(tx, later)).runners().get(1).draining())
                .isEmpty();
    }

    @Test
    void environmentsAreToldWithTheirLockAndWhoWaited() {
        EnvironmentView before = environment(at);
        assertThat(before.lock()).isInstanceOf(EnvironmentView.Lock.Free.class);
        assertThat(before.waiting()).hasSize(1);
        assertThat(before.deployed()).isEmpty();
        EnvironmentView during = environment(at.plus(Duration.ofMinutes(20)));
        assertThat(during.lock())
                .isInstanceOfSatisfying(
                        EnvironmentView.Lock.Held.class,
                        held -> {
                            assertThat(held.token()).isEqualTo(4);
                            assertThat(held.holder().runName()).isEqualTo("shop / ci #3");
                        });
        assertThat(during.waiting()).isEmpty();
        EnvironmentView after = environment(at.plus(Duration.ofMinutes(40)));
        assertThat(after.lock()).isInstanceOf(EnvironmentView.Lock.Free.class);
        assertThat(after.deployed().orElseThrow().commit()).isEqualTo("b".repeat(40));
    }

    @Test
    void runsStandAsTheyStood() {
        PastRuns runs = viewer.statement(tx -> PastRuns.at(tx, at, 10, 10));

        assertThat(runs.running())
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.number()).isEqualTo(3);
                    assertThat(run.status().state()).isEqualTo(RunState.RUNNING);
                    assertThat(run.open()).isTrue();
                    assertThat(run.times().finished()).isNull();
                    assertThat(run.jobs()).isEqualTo(new RunView.JobCounts(3, 0));
                });
        assertThat(runs.waiting()).extracting(RunView::number).containsExactly(4L);
        assertThat(runs.waiting().getFirst().status().state()).isEqualTo(RunState.QUEUED);
        assertThat(runs.finished()).extracting(RunView::number).containsExactly(2L, 1L);
        assertThat(runs.counts().failed()).isEqualTo(1);
    }

    @Test
    void figuresAreThoseOfTheMinute() {
        var health = viewer.statement(tx -> PastFigures.health(tx, at, 2));
        assertThat(health.queueDepth()).isEqualTo(7);
        assertThat(health.oldestWait()).isEqualTo(Duration.ofMinutes(5));
        assertThat(health.slotsTotal()).isEqualTo(6);
        assertThat(health.at().toInstant()).isEqualTo(at);
        var hour = viewer.statement(tx -> PastFigures.lastHour(tx, at));
        assertThat(hour.jobsFinished()).isEqualTo(120);
        assertThat(hour.latencyP95()).as("kept for two days").isNull();
    }

    @Test
    void whatNeededAPersonIsToldAsFarAsRowsTell() {
        List<Attention> all = viewer.statement(tx -> PastAttentions.at(tx, at));
        assertThat(all).hasSize(2);
        assertThat(all.getFirst())
                .isInstanceOfSatisfying(
                        Attention.FailedRun.class,
                        failed -> {
                            assertThat(failed.run().number()).isEqualTo(2);
                            assertThat(failed.inARow()).isEqualTo(1);
                            assertThat(failed.since()).isEqualTo(at.minus(Duration.ofHours(1)));
                        });
        assertThat(all.getLast()).isInstanceOf(Attention.FailedDelivery.class);
        Instant later = at.plus(Duration.ofMinutes(45));
        List<Attention> then = viewer.statement(tx -> PastAttentions.at(tx, later));
        assertThat(then).as("green again").noneMatch(Attention.FailedRun.class::isInstance);
    }

    @Test
    void theCourseOfADayHasBarsAndWhatWentWrong() {
        DayCourse day =
                viewer.statement(tx ->
                        DayCourse.of(
                                tx, at.minus(Duration.ofHours(12)), at.plus(Duration.ofHours(12))));
        assertThat(day.bars()).hasSize(144);
        assertThat(day.bars().get(70)).isEqualTo(new DayCourse.Bar(1, 27));
        assertThat(day.bars().getFirst().busy()).as("nothing was written down").isEqualTo(-1);
        assertThat(day.failed()).containsExactly(at.minus(Duration.ofHours(1)));
        assertThat(day.lost()).isEmpty();
    }

    @Test
    void aSliceIsOnePageOfWhatWhoeverAsksMaySee() {
        Instant from = at.minus(Duration.ofMinutes(15));
        Instant to = at.plus(Duration.ofMinutes(15));
        String json = viewer.statement(tx -> HistorySlice.json(tx, from, to));
        assertThat(json)
                .contains(
                        "\"run\": \"shop / ci #3\"", "\"runner\": \"oak\"", "\"actor\": \"tomasz\"")
                .contains("\"environment\": \"prod\"", "\"slots_busy\": 1")
                .doesNotContain(
                        "ci #5\", \"attempt\": 1, \"title\": \"Title 1\"",
                        "hook_secret",
                        "arguments");
        String page = viewer.statement(tx -> HistorySlice.page(tx, from, to));
        assertThat(page)
                .startsWith("<!doctype html>")
                .doesNotContain("/*ROWS*/", "src=", "@import");
        assertThat(page.substring(page.indexOf("id=\"rows\">"), page.indexOf("</script>")))
                .as("no row ends the element")
                .doesNotContain("<b>");
    }

    private EnvironmentView environment(Instant at) {
        return viewer.statement(tx -> PastEnvironments.at(tx, at)).getFirst();
    }
}
