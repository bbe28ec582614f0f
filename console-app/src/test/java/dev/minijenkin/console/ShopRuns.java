package dev.minijenkin.console;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/// Runs of the shop that are looked at from near.
final class ShopRuns {
    private static final String BROKEN =
            """
            name: ci
            on:
              push:
                branches: [main]

            env:
              TF_IN_AUTOMATION: 1

            jobs:
              format:
                runs-on: linux
                steps:
                  - uses: actions/checkout@v4
                  - run: terraform fmt -check   # fails on tabs

              validate:
                runs-on: linux
                steps:
                  - run: terraform validate

              plan:
                name: Plan
                needs: [format, validate]
                runs-onn: [linux, x64]
                steps:
                  - uses: actions/checkout@v4
                  - run: terraform plan -out plan.bin
                    env:
                      TF_VAR_stage: ${{ inputs.stage }}
                      TF_VAR_owner: ${{ github.actr }}

              cost:
                needs: plan
                runs-on: linux
                steps:
                  - run: infracost breakdown --path plan.bin

              apply:
                needs: [plan, approve]
                if: github.ref == 'refs/heads/main'
                runs-on: linux
                environment: "production"
                steps:
                  - run: terraform apply plan.bin
            """;

    private static final String DEPLOY =
            """
            name: deploy
            on:
              workflow_dispatch:
                inputs:
                  version:
                    description: Version to deploy
                    required: true
                    type: string
                  stage:
                    description: Where to
                    type: choice
                    options: [preview, staging, production]
                    default: staging
                  percent:
                    description: Share of the traffic
                    type: number
                    default: 25
                  migrate:
                    description: Migrate the database first
                    type: boolean
                    default: true
            jobs:
              deploy-production:
                runs-on: linux
                steps:
                  - run: ./deploy ${{ inputs.version }}
            """;

    private static final String CI =
            """
            name: ci
            on: [push, pull_request]

            jobs:
              lint:
                runs-on: [linux, x64]
                steps:
                  - uses: actions/checkout@v4
                  - run: npm run lint

              unit:
                runs-on: [linux, x64]
                services:
                  postgres: { image: "postgres:17" }
                steps:
                  - uses: actions/checkout@v4
                  - run: npm test

              build:
                runs-on: [linux, x64]
                steps:
                  - run: npm run build

              e2e:
                needs: build
                strategy:
                  matrix: { browser: [chromium, firefox, webkit], shard: [1, 2] }
                runs-on: [linux, x64]
                steps:
                  - run: npx playwright test --shard ${{ matrix.shard }}/2
            """;

    private final Connection connection;

    ShopRuns(Connection connection) {
        this.connection = connection;
    }

    /// What runs and waits beside the run that is looked at.
    void others() throws SQLException {
        job(
                run("checkout", "ci", 2294, "running", "Retry idempotent refunds", "jonas", 108),
                SampleJob.of("unit").runs("oak-02", 107, 105));
        long deploy = run("shop-web", "deploy", 412, "running", "Release 2026.48.1", "sofia", 364);
        source(deploy, DEPLOY);
        job(deploy, SampleJob.of("deploy-production").runs("oak-04", 363, 362));
        job(
                run("shop-api", "ci", 3071, "running", "Hold stock while paying", "priya", 192),
                SampleJob.of("integration").runs("oak-02", 190, 186));
        long waiting = run("shop-web", "deploy", 414, "waiting", "Release 2026.48.2", "mei", 540);
        source(waiting, DEPLOY);
        job(
                waiting,
                SampleJob.of("deploy-production")
                        .waits("deployment_lock", "Lock of production is held by #412"));
        for (int i = 0; i < 3; i++) {
            job(
                    run("recommender", "ci", 97 + i, "queued", "Weekly model", "ana", 860 - 9 * i),
                    SampleJob.of("train").queued(858 - 9 * i).onGpu());
        }
    }

    /// A run that goes on since some minutes: some jobs ended, one leg of a matrix failed, others
    /// run, one waits for a person.
    ///
    /// @return ids of the run and of the job that failed
    long[] open() throws SQLException {
        long run =
                run(
                        "shop-web",
                        "ci",
                        1287,
                        "running",
                        "Speed up product gallery images",
                        "mei",
                        138);
        job(run, SampleJob.of("lint").ended("success", "oak-01", 137, 136, 99));
        job(run, SampleJob.of("unit").ended("success", "oak-02", 137, 135, 62));
        job(run, SampleJob.of("build").ended("success", "oak-03", 137, 134, 96));
        SampleJob e2e = SampleJob.of("e2e", "build");
        job(run, e2e.leg(0, "chromium, 1/2").ended("success", "oak-01", 96, 94, 41));
        job(run, e2e.leg(1, "chromium, 2/2").ended("success", "oak-01", 96, 93, 38));
        long firefox = job(run, e2e.leg(2, "firefox, 1/2").ended("success", "oak-02", 96, 91, 20));
        long failed =
                job(
                        run,
                        e2e.leg(3, "firefox, 2/2")
                                .ended("failure", "oak-03", 96, 90, 12)
                                .saying("Step \"Run the browser tests\" ended with exit code 1"));
        long webkit = job(run, e2e.leg(4, "webkit, 1/2").runs("oak-04", 96, 61));
        job(run, e2e.leg(5, "webkit, 2/2").runs("oak-04", 96, 42));
        job(run, SampleJob.of("image", "build").ended("success", "oak-01", 96, 95, 53));
        job(run, SampleJob.of("visual", "build").queued(96));
        job(
                run,
                SampleJob.of("deploy-preview", "image")
                        .waits("approval", "Waits for approval by a member of shop-web"));
        job(run, SampleJob.of("deploy-staging", "e2e", "visual", "image"));
        execute(
                """
                insert into annotations (run_id, attempt, job_id, step_number, level, title, message, path, line,
                    column_number)
                values (%1$d, 1, %2$d, 3, 'failure', 'lazy images load on scroll', 'Expected 24 images, received 23',
                        'gallery.spec.ts', 48, 7),
                    (%1$d, 1, %2$d, 3, 'warning', null, 'Chunk vendor is 612 kB, limit 500 kB', 'vite.config.ts', 31, null),
                    (%1$d, 1, %2$d, 3, 'notice', null, 'Cache restored from an older key', null, null, null),
                    (%1$d, 1, null, null, 'warning', null,
                        'The key "snapshot" is not carried out here', '.mini-jenkin/workflows/ci.yml', 14, 5)
                """
                        .formatted(run, failed));
        source(run, CI);
        return new long[] {run, failed, webkit, firefox};
    }

    /// A run that failed over a long matrix, with called workflows and names that are longer than
    /// their place.
    ///
    /// @return its id
    long wide() throws SQLException {
        long run =
                run(
                        "shop-api",
                        "ci",
                        3072,
                        "running",
                        "Return the stock level together with all variants, their prices in every currency"
                                + " and what was reserved in carts during the last quarter of an hour",
                        "tomasz.of-the-warehouse",
                        720);
        for (int leg = 0; leg < 40; leg++) {
            SampleJob job =
                    SampleJob.of("compatibility")
                            .leg(leg, "jdk " + (leg % 4 + 21) + ", pg " + leg / 4);
            job(
                    run,
                    leg % 11 == 7
                            ? job.ended("failure", "oak-02", 719, 715, 600 - leg)
                                    .saying("Step \"mvn verify\" ended with exit code 1")
                            : leg > 33
                                    ? job.ended("cancelled", "", 719, 0, 580)
                                    : job.ended("success", "oak-01", 719, 717 - leg, 640 - leg));
        }
        job(
                run,
                SampleJob.of("contract-tests-against-every-client-that-was-released-this-year")
                        .ended("timed_out", "oak-03", 719, 700, 100)
                        .saying(
                                "The job ran longer than its 10 minutes: it was asked to stop, then stopped"));
        job(
                run,
                SampleJob.of("publish/image", "compatibility")
                        .named("publish / image")
                        .ended("success", "oak-01", 99, 98, 70));
        job(
                run,
                SampleJob.of("publish/sign", "publish/image")
                        .named("publish / sign")
                        .runs("oak-02", 70, 66));
        job(run, SampleJob.of("publish/announce", "publish/sign").named("publish / announce"));
        job(
                run,
                SampleJob.of("notify").ended("skipped", "", 0, 0, 99).saying("Its `if` was false"));
        job(
                run,
                SampleJob.of("deploy", "publish")
                        .waits("concurrency", "Group deploy-main: #3070 runs before it"));
        return run;
    }

    /// A run whose jobs are called so.
    ///
    /// @return ids of the run and of its jobs
    long[] named(List<String> names) throws SQLException {
        long[] ids = new long[names.size() + 1];
        ids[0] = run("docs", "ci", 211, "running", "Name the jobs", "lars", 300);
        for (int i = 0; i < names.size(); i++) {
            ids[i + 1] =
                    job(
                            ids[0],
                            SampleJob.of("job-" + i)
                                    .named(names.get(i))
                                    .ended("failure", "oak-03", 96, 90, 12)
                                    .saying("Step \"test\" ended with exit code 1"));
        }
        return ids;
    }

    /// Two deployments to one environment.
    ///
    /// @return ids of the run that deploys, and of the one that waits for it
    long[] contention() throws SQLException {
        long holds = run("shop-web", "deploy", 415, "running", "Release 2026.48.3", "mei", 90);
        long deploys = job(holds, SampleJob.of("deploy-production").runs("oak-04", 89, 88));
        long waits = run("shop-web", "deploy", 416, "waiting", "Release 2026.48.4", "mei", 60);
        long waiting =
                job(
                        waits,
                        SampleJob.of("deploy-production")
                                .waits(
                                        "deployment_lock",
                                        "Waits for production, which deploy #415 holds"));
        execute(
                """
                insert into environments (repository_id, name)
                select id, 'live' from repositories where name = 'shop-web';
                insert into deployments (environment_id, job_id, commit_sha, fence_token, state, started_at)
                select id, %1$d, 'abc', 1, 'active', now() from environments where name = 'live';
                insert into deployments (environment_id, job_id, commit_sha)
                select id, %2$d, 'def' from environments where name = 'live';
                insert into deployment_locks (environment_id, fence_token, deployment_id, held_since)
                select d.environment_id, 1, d.id, now() from deployments d where d.job_id = %1$d
                """
                        .formatted(deploys, waiting));
        return new long[] {holds, waits};
    }

    /// Environments with what was deployed there, who deploys, and who waits for what.
    void deploys() throws SQLException {
        long holds = run("shop-web", "deploy", 425, "running", "Release 2026.48.1", "sofia", 364);
        long deploys = job(holds, SampleJob.of("deploy-production").runs("oak-03", 363, 361));
        long[] waiting = new long[3];
        for (int i = 0; i < waiting.length; i++) {
            long run =
                    run(
                            "shop-web",
                            "deploy",
                            426 + i,
                            "running",
                            "Release 2026.48." + (2 + i),
                            i == 1 ? "priya" : "mei",
                            190 - 50 * i);
            waiting[i] =
                    job(
                            run,
                            SampleJob.of(i == 2 ? "deploy-preview" : "deploy-production")
                                    .waits(
                                            i == 0 ? "deployment_lock" : "approval",
                                            "Waits at its environment"));
        }
        execute(
                """
                insert into environments (repository_id, name)
                select r.id, e.name from repositories r, unnest(array['preview', 'production', 'staging']) e (name)
                where r.name = 'shop-web';
                insert into environments (repository_id, name) select id, 'cdn-edge' from repositories where name = 'infra';
                insert into deployments (environment_id, job_id, commit_sha, fence_token, state, created_at, started_at, finished_at)
                select e.id, j.id, r.commit_sha, row_number() over (partition by e.id order by r.number),
                    case when r.number %% 5 = 2 then 'failed' else 'succeeded' end, r.created_at, r.started_at, r.finished_at
                from environments e
                join repositories o on o.id = e.repository_id
                join pipelines p on p.repository_id = o.id and p.name = 'deploy'
                join pipeline_runs r on r.pipeline_id = p.id and r.number between 1 and 20
                    and r.number %% 3 = case e.name when 'preview' then 0 when 'staging' then 1 else 2 end
                join lateral (
                    select j.id from jobs j where j.run_id = r.id order by j.id limit 1) j on true
                where o.name = 'shop-web' or e.name = 'cdn-edge';
                insert into deployments (environment_id, job_id, claim_id, commit_sha, fence_token, state, started_at)
                select id, %1$d, (select id from claims where job_id = %1$d), md5('a') || '00000000', 1211, 'active',
                    now() - interval '6 minutes'
                from environments where name = 'production' and repository_id = (select id from repositories where name = 'shop-web');
                insert into deployments (environment_id, job_id, commit_sha, created_at)
                select e.id, w.job, md5('b') || '00000000', now() - w.since
                from (values (%2$d, 'production', interval '3 minutes'), (%3$d, 'production', interval '2 minutes'),
                    (%4$d, 'preview', interval '90 seconds')) w(job, environment, since)
                join environments e on e.name = w.environment
                join repositories o on o.id = e.repository_id and o.name = 'shop-web';
                insert into deployment_locks (environment_id, fence_token, deployment_id, held_since)
                select d.environment_id, 1211, d.id, now() - interval '6 minutes' from deployments d where d.job_id = %1$d;
                insert into deployment_locks (environment_id, fence_token)
                select id, 40 + id from environments where name in ('preview', 'staging');
                insert into deployment_locks (environment_id, fence_token, kept_because)
                select id, 1207, 'deploy of edge #88 failed, and a person is to look before the next one deploys'
                from environments where name = 'cdn-edge';
                update environments set required_approvals = 1, reviewers = '{release_managers}' where name = 'production'
                    and repository_id = (select id from repositories where name = 'shop-web');
                insert into approvals (job_id, actor, approved) values (%2$d, 'sofia', true);
                update environments set required_approvals = 1 where name = 'preview';
                """
                        .formatted(deploys, waiting[0], waiting[1], waiting[2]));
    }

    /// What waits for people, turns and limits, beside what [#others] leaves in the queue.
    void waiting() throws SQLException {
        long held = run("infra", "deploy", 31, "waiting", "Load test of the search", "lars", 660);
        long job = job(held, SampleJob.of("load-test").waits("hold", "Held by ana"));
        execute(
                """
                insert into holds (run_id, attempt, job_id, held_by, reason, held_at)
                values (%d, 1, %d, 'ana', 'after the flash sale ends at 15:00', now() - interval '11 minutes');
                insert into claim_limits (repository_id, most, set_by)
                select id, 1, 'ben' from repositories where name = 'checkout';
                insert into claim_limits (label, most, set_by) values ('signing', 2, 'ben')
                """
                        .formatted(held, job));
        job(
                run("checkout", "ci", 2295, "queued", "Retry refunds once more", "jonas", 42),
                SampleJob.of("unit").queued(41));
        for (int i = 0; i < 4; i++) {
            job(
                    run("mobile-app", "ci", 978 + i, "queued", "Larger targets", "tomasz", 30 - i),
                    SampleJob.of("ios-archive").queued(30 - 7 * i));
        }
        job(
                run("docs", "ci", 212, "waiting", "Translate the handbook", "lars", 95),
                SampleJob.of("site"));
        execute(
                "update pipeline_runs set message = 'Waits for #211 of the group pages' where number = 212");
    }

    /// A run of as many jobs that need each the one before; one in the middle failed.
    long chain(int length) throws SQLException {
        long run = run("docs", "ci", 210, "running", "Translate the handbook", "lars", 300);
        for (int i = 0; i < length; i++) {
            SampleJob job =
                    i == 0 ? SampleJob.of("part-0") : SampleJob.of("part-" + i, "part-" + (i - 1));
            job(
                    run,
                    i == length / 2
                            ? job.ended("failure", "oak-01", 200, 199, 190)
                            : job.ended("success", "oak-02", 200, 199, 190));
        }
        return run;
    }

    /// A run of as many matrices, each of which needs the one before; one leg of each failed, and
    /// the last is not over.
    long matrices(int levels, int legs) throws SQLException {
        long run = run("docs", "ci", 213, "running", "Translate everything", "lars", 900);
        execute(
                """
                insert into jobs (run_id, attempt, repository_id, key, matrix_index, name, needs, label_set_id, priority,
                    state, conclusion, cause, claims_left, claimed_by, created_at, queued_at, claimed_at, started_at,
                    finished_at)
                select r.id, 1, r.repository_id, 'level-' || l, g, 'level-' || l || ' (' || g || ')',
                    case when l = 0 then '{}' else array['level-' || (l - 1)] end,
                    (select id from label_sets where labels = '{linux,x64}'), 50,
                    case when l = %2$d - 1 and g %% 2 = 1 then 'running' else 'finished' end,
                    case when l = %2$d - 1 and g %% 2 = 1 then null when g = l then 'failure' else 'success' end,
                    case when g = l and not (l = %2$d - 1 and g %% 2 = 1) then 'exit_code' end, 3,
                    (select id from runners where name = 'oak-01'), r.created_at,
                    r.created_at + l * interval '20 seconds', r.created_at + l * interval '20 seconds',
                    r.created_at + l * interval '20 seconds' + g * interval '10 milliseconds',
                    case when not (l = %2$d - 1 and g %% 2 = 1)
                        then r.created_at + (l + 1) * interval '20 seconds' - interval '1 second' end
                from pipeline_runs r, generate_series(0, %2$d - 1) l, generate_series(0, %3$d - 1) g
                where r.id = %1$d
                """
                        .formatted(run, levels, legs));
        return run;
    }

    /// Runs before [#open] that succeeded, with jobs that took a little longer.
    void earlier() throws SQLException {
        for (int before = 1; before <= 3; before++) {
            long run =
                    run(
                            "shop-web",
                            "ci",
                            1287 - before,
                            "running",
                            "Search box keeps focus on mobile Safari",
                            "priya",
                            900 * before);
            job(
                    run,
                    SampleJob.of("lint")
                            .ended(
                                    "success",
                                    "oak-01",
                                    900 * before,
                                    900 * before - 2,
                                    900 * before - 45));
            job(
                    run,
                    SampleJob.of("build")
                            .ended(
                                    "success",
                                    "oak-01",
                                    900 * before,
                                    900 * before - 2,
                                    900 * before - 60));
            job(
                    run,
                    SampleJob.of("e2e", "build")
                            .leg(4, "webkit, 1/2")
                            .ended(
                                    "success",
                                    "oak-01",
                                    900 * before - 60,
                                    900 * before - 65,
                                    900 * before - 200));
            execute(
                    "update pipeline_runs set state = 'finished', conclusion = 'success',"
                            + " finished_at = created_at + interval '230 seconds' where id = "
                            + run);
        }
    }

    /// A run that was started again after its only job failed.
    long rerun() throws SQLException {
        long run = run("docs", "ci", 209, "running", "Fix a typo", "sofia", 300);
        job(
                run,
                SampleJob.of("site")
                        .ended("failure", "oak-01", 299, 298, 200)
                        .saying("of the first attempt"));
        execute("update pipeline_runs set attempt = 2 where id = " + run);
        long second =
                job(
                        run,
                        SampleJob.of("site-again")
                                .ended("failure", "oak-02", 100, 99, 50)
                                .saying("of the second attempt"));
        execute("update jobs set attempt = 2, key = 'site' where id = " + second);
        return run;
    }

    /// A run whose workflow file could not be read.
    long broken() throws SQLException {
        return broken(
                152,
                "Use the new runner labels",
                BROKEN,
                "(%1$d, 1, 'failure', 'Unknown key `runs-onn`: did you mean `runs-on`?', '%2$s', 24, 5),"
                        + "(%1$d, 1, 'failure', 'The context `github` has no property `actr`: did you mean `actor`?', '%2$s', 30, 29),"
                        + "(%1$d, 1, 'failure', 'Job `apply` needs the job `approve`, which does not exist', '%2$s', 39, 19),"
                        + "(%1$d, 1, 'warning', 'The key `environment` is carried out without its protection rules', '%2$s', 42, 5)");
    }

    /// A run whose workflow file is no YAML from some line on.
    long unreadable() throws SQLException {
        return broken(
                153,
                "Quote the stage",
                BROKEN.replace("environment: \"production\"", "environment: \"production"),
                "(%1$d, 1, 'failure', 'Not YAML: the text that begins here is never closed', '%2$s', 42, 18)");
    }

    private long broken(int number, String title, String file, String annotations)
            throws SQLException {
        long run = run("infra", "ci", number, "queued", title, "ana", 50);
        execute(
                """
                update pipeline_runs set state = 'finished', conclusion = 'failure', cause = 'workflow_invalid',
                    started_at = null, finished_at = now() - interval '50 seconds' where id = %d
                """
                        .formatted(run));
        source(run, file);
        execute(
                "insert into annotations (run_id, attempt, level, message, path, line, column_number) values "
                        + annotations.formatted(run, ".mini-jenkin/workflows/ci.yml"));
        return run;
    }

    private void source(long run, String file) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "insert into run_sources (run_id, workflow, event) values (?, ?, '{}')")) {
            statement.setLong(1, run);
            statement.setBytes(2, file.getBytes(StandardCharsets.UTF_8));
            statement.execute();
        }
    }

    private long run(
            String repository,
            String pipeline,
            int number,
            String state,
            String title,
            String actor,
            int since)
            throws SQLException {
        return insert(
                """
                insert into pipeline_runs (pipeline_id, repository_id, number, state, title, event, ref, commit_sha,
                    actor, created_at, started_at)
                select p.id, p.repository_id, %3$d, '%4$s', ?, 'push', 'refs/heads/main',
                    '4be19d7' || substr(md5(p.id || '%3$d') || md5(''), 1, 33), '%5$s', now() - interval '%6$d seconds',
                    case when '%4$s' = 'running' then now() - interval '%6$d seconds' + interval '1 second' end
                from pipelines p join repositories r on r.id = p.repository_id
                where r.name = '%1$s' and p.name = '%2$s'
                returning id
                """
                        .formatted(repository, pipeline, number, state, actor, since),
                title);
    }

    private long job(long run, SampleJob job) throws SQLException {
        String conclusion = job.over() ? "'" + job.state() + "'" : "null";
        String cause =
                switch (job.state()) {
                    case "failure" -> "'exit_code'";
                    case "timed_out" -> "'timeout'";
                    case "cancelled" -> "'cancelled_by_command'";
                    case "skipped" -> "'condition'";
                    default -> "null";
                };
        long id =
                insert(
                        """
                        insert into jobs (run_id, attempt, repository_id, key, matrix_index, name, needs, label_set_id,
                            priority, state, waiting_for, conclusion, cause, message, claims_left, claimed_by, created_at,
                            queued_at, claimed_at, started_at, finished_at)
                        select r.id, 1, r.repository_id, '%1$s', %2$d, '%3$s', '%4$s',
                            (select id from label_sets where labels = '%5$s'), 50, '%6$s', %7$s, %8$s, %9$s,
                            nullif(?, ''), 3, (select id from runners where name = '%10$s'), r.created_at,
                            %11$s, %12$s, %12$s, %13$s
                        from pipeline_runs r where r.id = %14$d
                        returning id
                        """
                                .formatted(
                                        job.key(),
                                        job.leg(),
                                        job.name(),
                                        job.needs(),
                                        job.gpu() ? "{gpu,linux}" : "{linux,x64}",
                                        job.over() ? "finished" : job.state(),
                                        job.waitingFor().isEmpty()
                                                ? "null"
                                                : "'" + job.waitingFor() + "'",
                                        conclusion,
                                        cause,
                                        job.runner(),
                                        ago(job.queued()),
                                        ago(job.started()),
                                        job.over() ? ago(job.ended()) : "null",
                                        run),
                        job.message());
        if (job.started() > 0) {
            execute(
                    """
                    insert into claims (job_id, runner_id, instance, priority, vtime, claimed_at, released_at, outcome)
                    select j.id, r.id, r.instance, 50, 0, j.claimed_at, j.finished_at,
                        case when j.state = 'finished' then 'finished' end
                    from jobs j join runners r on r.id = j.claimed_by where j.id = %d
                    """
                            .formatted(id));
        }
        if (job.state().equals("queued")) {
            execute(
                    """
                    insert into queue (label_set_id, priority, vtime, job_id, repository_id, queued_at)
                    select label_set_id, priority, 1, id, repository_id, queued_at from jobs where id = %d
                    """
                            .formatted(id));
        }
        return id;
    }

    private static String ago(int seconds) {
        return seconds == 0 ? "null" : "now() - interval '" + seconds + " seconds'";
    }

    private long insert(String sql, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, text);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
