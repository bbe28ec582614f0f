insert into runners (name, instance, labels, capacity, host, os, architecture, version, pid, registered_at)
values ('elm-gpu-01', gen_random_uuid(), '{gpu,linux,x64}', 2, 'elm', 'linux', 'x64', '0.1.0', 4711, now() - interval '20 days');

insert into runner_heartbeats (runner_id, heartbeat_at, load_average)
select id, now() - interval '14 minutes', 7.8 from runners where name = 'elm-gpu-01';

insert into label_sets (labels) values ('{gpu,linux}') on conflict do nothing;

insert into hook_deliveries (id, repository_id, source, delivery_key, event, payload, state, attempts, error, duplicates,
    received_at, finished_at, next_attempt_at)
overriding system value
select 90000 + row_number() over (order by d.since desc), o.id, d.source, d.key, d.event, convert_to(d.payload, 'UTF8'), d.state,
    d.tries, d.error, d.again, now() - d.since, now() - d.since + interval '1 second', now()
from (values
    ('shop-web', 'github', 'again', 'push', '{"ref": "refs/heads/main"}', 'processed', 1, null, 2, interval '34 minutes'),
    ('docs', 'gitlab', 'nothing', 'push', '{"ref": "refs/tags/v2"}', 'ignored', 1, 'no workflow under .mini-jenkin/workflows asks for it', 0, interval '9 minutes'),
    ('checkout', 'github', 'gone', 'pull_request', '{"number": 12}', 'failed', 5, 'The commit 8e7d113 is not in the repository any more', 0, interval '47 minutes'))
    d(repository, source, key, event, payload, state, tries, error, again, since)
join repositories o on o.name = d.repository;

insert into outbox_targets (name, kind, url, events, pipelines, consecutive_failures, circuit_open_until)
values ('shop-chat', 'webhook', 'https://chat.example.org/shop', '{run_failed}', '{past}', 0, null),
    ('pager', 'webhook', 'https://pager.example.org/events', '{run_failed}', '{past}', 6, now() + interval '6 hours');

insert into webhooks_outbox (target_id, event, subject, body, state, attempts, last_status, last_error, created_at, delivered_at,
    next_attempt_at, give_up_at)
select t.id, 'run_failed', 'branch ' || r.branch || ' of ' || r.repository,
    jsonb_build_object('title', r.repository || ' / ' || r.name || ' #' || r.number || ' failed', 'run', r.id),
    s.state, s.tries, s.status, s.error, e.ended, case when s.state = 'delivered' then e.ended + interval '1 second' end,
    now() + interval '6 hours', now() + interval '3 days'
from sample_runs r
join sample_ends e on e.run = r.id and e.failed
join outbox_targets t on t.name = 'shop-chat' or e.ended > now() - interval '2 hours'
cross join lateral (select case when t.name = 'shop-chat' then 'delivered' when e.ended < now() - interval '75 minutes' then 'dead' else 'pending' end as state,
    case when t.name = 'shop-chat' then 1 when e.ended < now() - interval '75 minutes' then 9 else 4 end as tries,
    case when t.name = 'shop-chat' then 200 else 503 end as status,
    case when t.name <> 'shop-chat' then 'HTTP 503: the service is unavailable' end as error) s
where e.ended > now() - interval '10 days';

insert into outbox_attempts (outbox_id, number, started_at, duration_ms, status, error)
select w.id, n, w.created_at + make_interval(secs => 30 * n), 80 + abs(hashtext(w.id || '/' || n)) % 300, w.last_status, w.last_error
from webhooks_outbox w, generate_series(1, w.attempts) n;

insert into commands (kind, arguments, reason, actor, run_id, repository_id, state, outcome, executed_by, created_at, next_try_at,
    due_at, executed_at)
select c.kind, c.arguments::jsonb, c.reason, c.actor,
    case when c.run then (select max(r.id) from sample_runs r where r.repository = c.repository) end,
    (select id from repositories where name = c.repository), c.state, c.outcome, 'server', now() - c.since, now() - c.since,
    now() - c.since, now() - c.since + interval '2 seconds'
from (values
    ('rerun_failed', '{}', null, 'jonas', 'checkout', true, 'done', 'Attempt 2 was started', interval '26 hours'),
    ('set_limit', '{"runner": "oak-01"}', 'Leaves room for shop-api', 'tomasz', null, false, 'failed', 'oak-01 has no such limit', interval '25 hours'),
    ('drain', '{"runner": "oak-03"}', 'Kernel 6.12', 'tomasz', null, false, 'done', 'oak-03 finishes its jobs and takes no more', interval '7 hours'),
    ('resume', '{"runner": "oak-03"}', null, 'tomasz', null, false, 'done', 'oak-03 takes jobs again', interval '6 hours'),
    ('free_lock', '{"environment": "production"}', 'I need it for the hotfix', 'lars', 'infra', false, 'refused', 'Only release managers may free it', interval '50 minutes'),
    ('cancel', '{}', 'Superseded by hand', 'mei', 'shop-web', true, 'withdrawn', 'Taken back before it was carried out', interval '20 minutes'))
    c(kind, arguments, reason, actor, repository, run, state, outcome, since);

insert into health_samples (minute, queue_depth, oldest_wait_seconds, slots_busy, slots_total, locks_held, locks_waited_for)
select m.minute, greatest(0, 3 + 2.5 * sin(n / 60.0) + n * 7 % 3), greatest(1, 9 + 6 * sin(n / 47.0) + n * 13 % 5),
    greatest(0, least(14, 7 + 3 * sin(n / 90.0) + n * 5 % 3)), 14, 1, n * 3 % 2
from generate_series(1, 7 * 1440) n
cross join lateral (select date_trunc('minute', now()) - make_interval(mins => n) as minute) m
on conflict (minute) do nothing;

insert into minute_figures (minute, jobs_finished, runs_finished, runs_succeeded, start_latency_p50_ms, start_latency_p95_ms)
select m.minute, 3 + sin(n / 50.0) + n * 5 % 2, 1 + n % 2, 1 + n % 2 - case when n % 17 = 0 then 1 else 0 end,
    1500 + 500 * sin(n / 70.0) + n * 37 % 300, 3400 + 800 * sin(n / 50.0) + n * 91 % 700
from generate_series(2, 7 * 1440) n
cross join lateral (select date_trunc('minute', now()) - make_interval(mins => n) as minute) m
on conflict (minute) do nothing;

insert into minute_latencies (minute, bucket, jobs)
select minute, bucket_of(ms), 1 + jobs_finished / 2
from minute_figures, unnest(array[start_latency_p50_ms, start_latency_p95_ms]) ms
where ms is not null
on conflict do nothing
