package dev.minijenkin.db.run.start;

import dev.minijenkin.db.Columns;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.notify.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Statements that bring runs into being, any number of them at once: first their numbers, which
/// texts of their files may name, then their rows. Both want one transaction of their caller, so
/// that no number is taken for nothing.
public final class NewRuns {
    /// Counters are written in one order by everybody, so that no two transactions wait for each
    /// other.
    static final SetStatement NUMBER =
            SetStatement.of(
                    """
                    with wanted as materialized (
                        select w.*, row_number() over (partition by w.delivery_id, w.pipeline_id, w.event, w.ref
                            order by w.place) as same
                        from unnest(?::bigint[], ?::bigint[], ?::text[], ?::text[])
                            with ordinality as w(pipeline_id, delivery_id, event, ref, place)
                        join pipelines p on p.id = w.pipeline_id and p.enabled
                        where not exists (
                            select from pipeline_runs r
                            where r.hook_delivery_id = w.delivery_id and r.pipeline_id = w.pipeline_id
                                and r.event = w.event and r.ref = w.ref)),
                    fresh as materialized (
                        select place, pipeline_id, count(*) over (partition by pipeline_id) as together,
                            row_number() over (partition by pipeline_id order by place) as nth
                        from wanted
                        where same = 1 or delivery_id is null),
                    counted as (
                        insert into pipeline_counters as c (pipeline_id, last_number)
                        select pipeline_id, together from fresh where nth = 1 order by pipeline_id
                        on conflict (pipeline_id) do update set last_number = c.last_number + excluded.last_number
                        returning pipeline_id, last_number)
                    select place, nextval('pipeline_runs_id_seq') as id, number
                    from (
                        select f.place, c.last_number - f.together + f.nth as number
                        from fresh f join counted c on c.pipeline_id = f.pipeline_id
                        order by f.place) numbered
                    """);

    static final SetStatement INSERT =
            SetStatement.of(
                    """
                    with planned as materialized (
                        select *
                        from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::bigint[], ?::text[],
                            ?::bool[], ?::bool[], ?::bytea[], ?::bytea[], ?::text[], ?::text[])
                            as p(id, pipeline_id, repository_id, number, title, event, ref, head_branch, commit_sha,
                                commit_title, commit_author, actor, priority, delivery_id, concurrency_group, cancels, in_line,
                                workflow, payload, inputs, contexts)),
                    inserted as (
                        insert into pipeline_runs (id, pipeline_id, repository_id, number, title, event, ref, head_branch,
                            commit_sha, commit_title, commit_author, actor, priority, hook_delivery_id, concurrency_group,
                            concurrency_cancels, concurrency_in_line)
                        overriding system value
                        select id, pipeline_id, repository_id, number, title, event, ref, head_branch, commit_sha, commit_title,
                            commit_author, actor, priority, delivery_id, concurrency_group, cancels, in_line
                        from planned)
                    insert into run_sources (run_id, workflow, event, inputs, contexts)
                    select p.id, p.workflow, p.payload, p.inputs::jsonb,
                        p.contexts::jsonb || jsonb_build_object('trace',
                            coalesce(d.traceparent, replace(gen_random_uuid()::text, '-', '')))
                    from planned p
                    left join hook_deliveries d on d.id = p.delivery_id
                    returning run_id
                    """);

    private NewRuns() {}

    /// Takes the next numbers of pipelines.
    ///
    /// @return one for each that is wanted, in the same order; empty where the pipeline is switched
    ///   off, or this delivery has started it for this event and ref already
    public static List<Optional<RunNumber>> number(Tx tx, List<WantedRun> wanted) {
        List<Optional<RunNumber>> numbers =
                new ArrayList<>(Collections.nCopies(wanted.size(), Optional.empty()));
        Columns<WantedRun> columns = new Columns<>(wanted);
        NUMBER.rows(
                tx,
                row ->
                        numbers.set(
                                row.getInt("place") - 1,
                                Optional.of(
                                        new RunNumber(
                                                new RunId(row.getLong("id")),
                                                row.getLong("number")))),
                columns.longs(run -> run.pipeline().value()),
                columns.longsOrNull(run -> id(run.delivery())),
                columns.texts(WantedRun::event),
                columns.texts(WantedRun::ref));
        return numbers;
    }

    /// Inserts runs in state `queued`.
    public static void insert(Tx tx, List<NumberedRun> runs) {
        Columns<NumberedRun> numbered = new Columns<>(runs);
        Columns<NewRun> columns = new Columns<>(runs.stream().map(NumberedRun::run).toList());
        INSERT.rows(
                tx,
                row -> row.getLong("run_id"),
                numbered.longs(run -> run.number().id().value()),
                columns.longs(run -> run.pipeline().value()),
                columns.longs(run -> run.repository().value()),
                numbered.longs(run -> run.number().number()),
                columns.texts(run -> PostgresText.text(run.title())),
                columns.texts(run -> run.origin().event()),
                columns.texts(run -> run.commit().ref()),
                columns.texts(run -> PostgresText.text(run.commit().headBranch())),
                columns.texts(run -> run.commit().sha()),
                columns.texts(run -> PostgresText.text(run.commit().title())),
                columns.texts(run -> PostgresText.text(run.commit().author())),
                columns.texts(run -> PostgresText.text(run.origin().actor())),
                columns.ints(NewRun::priority),
                columns.longsOrNull(run -> id(run.origin().delivery())),
                columns.texts(run -> PostgresText.textOrNull(name(run.group()))),
                columns.flags(run -> run.group() != null && run.group().cancels()),
                columns.flags(run -> run.group() != null && run.group().inLine()),
                columns.bytes(run -> run.source().workflow()),
                columns.bytes(run -> run.source().eventPayload()),
                columns.texts(run -> PostgresText.json(run.source().inputs())),
                columns.texts(run -> PostgresText.json(run.source().contexts())));
        runs.forEach(run -> tx.hint(Topic.RUN, run.number().id().value()));
    }

    /// The same for one that takes its number here.
    ///
    /// @return empty where there is no number for it
    public static Optional<RunId> insert(Tx tx, NewRun run) {
        WantedRun wanted =
                new WantedRun(
                        run.pipeline(),
                        run.origin().delivery(),
                        run.origin().event(),
                        run.commit().ref());
        Optional<RunNumber> number = number(tx, List.of(wanted)).getFirst();
        number.ifPresent(taken -> insert(tx, List.of(new NumberedRun(taken, run))));
        return number.map(RunNumber::id);
    }

    private static @Nullable Long id(@Nullable DeliveryId delivery) {
        return delivery == null ? null : delivery.value();
    }

    private static @Nullable String name(@Nullable GroupRules group) {
        return group == null ? null : group.name();
    }
}
