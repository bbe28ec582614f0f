create temporary table sample_words on commit drop as
select array['Speed up product gallery images', 'Retry idempotent refunds', 'Hold stock while paying',
        'Focus ring tokens for buttons', 'Round refunds to cents', 'Search box keeps focus on mobile Safari',
        'Show the fee before the last step', 'Index orders by customer and day', 'Fix a typo in the returns policy',
        'Raise the pool of shop-api to 6', 'Name the shop in push messages', 'Drop the old basket cookie',
        'Log the chosen rounding', 'Fee preview behind a flag', 'Sort variants by size, then by colour'] as titles,
    array['feat/variants', 'fix/refund-retry', 'feat/stock-hold', 'perf/order-index', 'chore/dependencies'] as branches,
    array['mei', 'jonas', 'priya', 'lars', 'sofia', 'tomasz', 'ana'] as people;

create temporary table sample_pipelines on commit drop as
select p.id as pipeline, p.repository_id, o.name as repository, p.name, t.id as template,
    case when p.name = 'ci' then 9 else 3 end as a_day,
    case o.name when 'checkout' then 9 when 'infra' then 12 when 'docs' then 30 else 17 end as fails_one_in
from pipelines p
join repositories o on o.id = p.repository_id
join lateral (select r.id from pipeline_runs r where r.pipeline_id = p.id and exists (
    select from jobs j where j.run_id = r.id) order by r.id limit 1) t on true;

-- What checkout went through this morning: green, and then red with the same error each time.
create temporary table sample_red on commit drop as
select * from (values
    (139, 'ana', 'Show the fee before the last step', false), (125, 'ana', 'Fee preview behind a flag', false),
    (113, 'priya', 'Bump money to 4.2.0', true), (84, 'jonas', 'Log the chosen rounding', true),
    (51, 'jonas', 'Log amounts in cents', true), (22, 'mei', 'Warm the cache of prices', true))
    r(minutes_ago, actor, title, failed);

create temporary table sample_runs on commit drop as
with drawn as (
    select p.pipeline, p.repository_id, p.repository, p.name, p.template, p.fails_one_in, n,
        abs(hashtext(p.pipeline || '/' || n)) as luck,
        now() - interval '6 minutes' - interval '28 days' * (1 - n / (28.0 * p.a_day))
            - make_interval(secs => abs(hashtext('at' || p.pipeline || n)) % 2400) as created
    from sample_pipelines p, generate_series(1, 28 * p.a_day) n),
told as (
    select d.*, w.titles[1 + d.luck % array_length(w.titles, 1)] as title,
        case when d.n % 4 = 1 and d.name = 'ci' then w.branches[1 + d.luck % array_length(w.branches, 1)] else 'main' end as branch,
        w.people[1 + d.luck / 7 % array_length(w.people, 1)] as actor,
        d.luck / 100 % d.fails_one_in = 0 as failed,
        case when d.name = 'deploy' or d.n % 13 = 0 then 'workflow_dispatch' else 'push' end as event
    from drawn d, sample_words w
    where d.repository <> 'checkout' or d.created < now() - interval '150 minutes'
    union all
    select p.pipeline, p.repository_id, p.repository, p.name, p.template, p.fails_one_in, 10000 - r.minutes_ago,
        abs(hashtext(r.title)), now() - make_interval(mins => r.minutes_ago), r.title, 'main', r.actor, r.failed, 'push'
    from sample_red r join sample_pipelines p on p.repository = 'checkout' and p.name = 'ci')
select t.*, row_number() over (order by created, pipeline) as id,
    2200 - count(*) over (partition by pipeline) + row_number() over (partition by pipeline order by created) as number,
    -- Each seventh is tried again by hand on the same commit.
    substr(md5(pipeline || '-' || (n - (n % 7 = 0)::integer)) || md5(n::text), 1, 40) as sha,
    0.85 + luck % 97 / 240.0 as pace
from told t;

create temporary table sample_jobs on commit drop as
with timed as (
    select r.id as run, r.repository, r.repository_id, r.created, r.failed as run_failed, r.luck, r.sha, r.n,
        j.id as template, j.key, j.leg, j.matrix_index, j.place, j.name, j.form, j.needs, j.label_set_id, j.priority,
        j.timeout_minutes, j.environment,
        r.created + make_interval(secs => 2 + (r.luck + j.matrix_index) % 5
            + case when cardinality(j.needs) > 0 then 9 * r.pace else 0 end) as began,
        make_interval(secs => r.pace * case j.key when 'lint' then 4 when 'unit' then 18 when 'build' then 7 when 'e2e'
            then 9 + 2 * j.matrix_index when 'package' then 3 when 'train' then 340 else 6 end) as took,
        r.failed and case
            when j.key = 'deploy-production' or j.key = 'train' then true
            when r.repository = 'checkout' or r.luck % 3 > 0 then j.key = 'unit'
            else j.key = 'e2e' and j.matrix_index = r.luck % 2 end as failed
    from sample_runs r join jobs j on j.run_id = r.template and j.attempt = 1)
select t.*, row_number() over (order by t.run, t.place, t.matrix_index, t.key) as id, o.id as runner, o.instance,
    began + took as ended
from timed t
join (select id, instance, row_number() over (order by name) as nth, count(*) over () as all_of from runners) o
    on o.nth = 1 + (t.luck + t.matrix_index * 3 + length(t.key)) % o.all_of;

create temporary table sample_ends on commit drop as
select run, bool_or(failed) as failed, min(began) as began, max(ended) as ended from sample_jobs group by run;

insert into hook_deliveries (id, repository_id, source, delivery_key, event, payload, state, attempts, received_at,
    opened_at, finished_at)
overriding system value
select 1000 + id, repository_id, 'github', 'past-' || id, 'push',
    convert_to(jsonb_build_object('ref', 'refs/heads/' || branch, 'after', sha, 'pusher', jsonb_build_object('name', actor),
        'head_commit', jsonb_build_object('id', sha, 'message', title))::text, 'UTF8'),
    'processed', 1, created - interval '2 seconds', created - interval '2 seconds', created
from sample_runs where event = 'push';

insert into pipeline_runs (id, pipeline_id, repository_id, number, title, state, conclusion, cause, event, ref, head_branch,
    commit_sha, commit_title, commit_author, actor, priority, hook_delivery_id, created_at, started_at, finished_at)
overriding system value
select r.id, r.pipeline, r.repository_id, r.number, r.title, 'finished', case when e.failed then 'failure' else 'success' end,
    case when e.failed then 'exit_code' end, r.event, 'refs/heads/' || r.branch, r.branch, r.sha, r.title, r.actor, r.actor,
    50, case when r.event = 'push' then 1000 + r.id end, r.created, e.began, e.ended
from sample_runs r join sample_ends e on e.run = r.id;

insert into run_sources (run_id, workflow, event, inputs, contexts)
select r.id, s.workflow, s.event, s.inputs, s.contexts
from sample_runs r join run_sources s on s.run_id = r.template;

insert into jobs (id, run_id, attempt, repository_id, key, leg, matrix_index, place, name, form, needs, label_set_id, priority,
    timeout_minutes, environment, state, conclusion, cause, message, claims_left, claimed_by, created_at, queued_at,
    claimed_at, started_at, finished_at, log_lines, log_bytes)
overriding system value
select j.id, run, 1, repository_id, key, leg, matrix_index, place, name, form, needs, label_set_id, priority, timeout_minutes,
    environment, 'finished', case when j.failed then 'failure' else 'success' end, case when j.failed then 'exit_code' end,
    case when j.failed then 'The process ended with exit code 1' end, 2, runner, created, began - interval '2 seconds',
    began - interval '1 second', began, ended, coalesce(l.lines, 0), coalesce(l.bytes, 0)
from sample_jobs j
left join (select repository, job, failed, sum(line_count) as lines, sum(raw_bytes) as bytes from sample_logs group by 1, 2, 3) l
    on l.repository = j.repository and l.job = j.key and l.failed = j.failed;

insert into job_definitions (job_id, template_id, own, contexts)
select j.id, d.template_id, d.own, d.contexts
from sample_jobs j join job_definitions d on d.job_id = j.template;

insert into claims (id, job_id, runner_id, instance, priority, vtime, log_day, claimed_at, acknowledged_at, released_at, outcome)
overriding system value
select id, id, runner, instance, priority, 0, (began at time zone 'UTC')::date, began - interval '1 second', began, ended, 'finished'
from sample_jobs;

create temporary table sample_steps on commit drop as
select j.id as job, j.failed, j.repository, j.key, s.n, s.name,
    j.began + case s.n when 1 then interval '0' when 2 then j.took * 0.08 else j.took * 0.16 end as began,
    j.began + case s.n when 1 then j.took * 0.08 when 2 then j.took * 0.16 else j.took end as ended
from sample_jobs j
cross join lateral (values (1, 'Check out'), (2, 'Set up'), (3, initcap(replace(j.key, '-', ' ')))) s(n, name);

insert into steps (claim_id, number, job_id, name, state, outcome, conclusion, exit_code, first_line, started_at, finished_at)
select s.job, s.n, s.job, s.name, 'finished', w.word, w.word, case when w.word = 'failure' then 1 else 0 end, l.first_line,
    s.began, s.ended
from sample_steps s
cross join lateral (select case when s.failed and s.n = 3 then 'failure' else 'success' end as word) w
left join sample_logs l on l.repository = s.repository and l.job = s.key and l.failed = s.failed and l.step = s.n;

insert into job_logs (day, job_id, claim_id, seq, step_number, first_line, line_count, continues, raw_bytes, first_at, codec, body)
select c.log_day, s.job, s.job, s.n - 1, s.n, l.first_line, l.line_count, false, l.raw_bytes, s.began, 1, l.body
from sample_steps s
join claims c on c.id = s.job
join sample_logs l on l.repository = s.repository and l.job = s.key and l.failed = s.failed and l.step = s.n;

insert into unindexed_logs (job_id)
select id from sample_jobs where failed and began > now() - interval '14 days'
on conflict do nothing;

insert into annotations (run_id, attempt, job_id, step_number, level, title, message, path, line, created_at)
select j.run, 1, j.id, 3, 'failure', case j.key when 'unit' then 'PaymentIntentTest.refundsPartially' end,
    case j.key when 'unit' then 'expected: EUR 33.34 but was: EUR 33.33' when 'e2e'
        then 'The page did not answer within 5,000 ms' else 'Process completed with exit code 1' end,
    case j.key when 'unit' then 'payments/src/test/java/shop/PaymentIntentTest.java' end,
    case j.key when 'unit' then 118 end, j.ended
from sample_jobs j where j.failed;

insert into test_cases (repository_id, suite, name)
select distinct p.repository_id, c.suite, c.name
from sample_pipelines p, (values ('PaymentIntentTest', 'createsIntent'), ('PaymentIntentTest', 'capturesOnce'),
    ('PaymentIntentTest', 'refundsPartially'), ('PaymentIntentTest', 'refundsInFull'), ('BasketTest', 'keepsOrder'),
    ('BasketTest', 'forgetsAfterADay'), ('OrderStoreTest', 'keepsOrderOnRollback'), ('SearchTest', 'findsBySynonym')) c(suite, name)
where p.name = 'ci';

insert into test_reports (id, repository_id, run_id, attempt, job_id, step_number, name, complete, created_at)
overriding system value
select j.id, j.repository_id, j.run, 1, j.id, 3, 'unit', true, j.ended
from sample_jobs j where j.key = 'unit' and j.began > now() - interval '14 days';

insert into test_results (report_id, seq, case_id, outcome, milliseconds, message, details, path, line)
select j.id, row_number() over (partition by j.id order by c.id) - 1, c.id, o.word, 20 + abs(hashtext(j.id || c.name)) % 400,
    case o.word when 'failed' then 'expected: EUR 33.34 but was: EUR 33.33' when 'flaky' then 'The index was not there yet' end,
    case when o.word = 'failed' then 'at PaymentIntentTest.refundsPartially(PaymentIntentTest.java:118)' end,
    case when o.word = 'failed' then 'payments/src/test/java/shop/PaymentIntentTest.java' end,
    case when o.word = 'failed' then 118 end
from sample_jobs j
join test_cases c on c.repository_id = j.repository_id
cross join lateral (select case
    when j.failed and c.name = 'refundsPartially' then 'failed'
    when c.name = 'findsBySynonym' and j.luck % 9 = 2 then 'flaky'
    when c.name = 'forgetsAfterADay' then 'skipped'
    else 'passed' end as word) o
where j.key = 'unit' and j.began > now() - interval '14 days';

insert into deployments (id, environment_id, job_id, claim_id, commit_sha, fence_token, state, created_at, started_at, finished_at)
overriding system value
select j.id, e.id, j.id, j.id, j.sha, row_number() over (partition by e.id order by j.began),
    case when j.failed then 'failed' else 'succeeded' end, j.created, j.began, j.ended
from sample_jobs j join environments e on e.repository_id = j.repository_id and e.name = 'production'
where j.key = 'deploy-production';

insert into approvals (job_id, actor, approved, reason, created_at)
select j.id, case j.luck % 3 when 0 then 'mei' when 1 then 'lars' else 'ana' end, true,
    case j.luck % 2 when 0 then 'Staging looks good' end, j.began - interval '3 seconds'
from sample_jobs j
where j.key = 'deploy-production' and j.repository = 'shop-web';

insert into pipeline_days (pipeline_id, day, conclusion, bucket, runs)
select r.pipeline, (e.ended at time zone 'UTC')::date, case when e.failed then 'failure' else 'success' end,
    bucket_of(extract(epoch from e.ended - e.began) * 1000), count(*)
from sample_runs r join sample_ends e on e.run = r.id
group by 1, 2, 3, 4;

insert into pipeline_stats (pipeline_id, runs, succeeded, failed, usual_seconds, p95_seconds, until)
select r.pipeline, count(*), count(*) filter (where not e.failed), count(*) filter (where e.failed),
    percentile_cont(0.5) within group (order by extract(epoch from e.ended - e.began)) filter (where not e.failed),
    percentile_cont(0.95) within group (order by extract(epoch from e.ended - e.began)) filter (where not e.failed),
    (now() at time zone 'UTC')::date
from sample_runs r join sample_ends e on e.run = r.id
group by r.pipeline
on conflict (pipeline_id) do nothing
