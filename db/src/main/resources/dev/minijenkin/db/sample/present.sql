insert into commands (kind, arguments, reason, actor, due_at)
values ('drain', '{"runner": "oak-02"}', 'Kernel 6.12', 'priya', now() + interval '7 hours');

update deployment_locks l set kept_because = 'deploy of infra / deploy failed, and a person is to look before the next one deploys'
from environments e join repositories o on o.id = e.repository_id
where e.id = l.environment_id and o.name = 'infra' and e.name = 'production' and l.deployment_id is null;

analyze
