package dev.minijenkin.db.view.run;

/// Which run of a branch succeeded last, in SQL. However long the branch has failed, nothing of
/// that is read: ends that are rolled up are known by `branch_greens`, and the others are few.
public final class LastGreens {
    private LastGreens() {}

    /// A table of one row: `number`, that of the last run of a branch that succeeded; null: none
    /// did.
    ///
    /// @param pipeline the pipeline, in SQL
    /// @param ref the branch, in SQL
    /// @param before the number that it is less than, in SQL
    public static String before(String pipeline, String ref, String before) {
        return """
        lateral (
            select max(number) as number from (
                select known.number
                from branch_greens b
                cross join lateral (
                    select s.number from pipeline_runs s
                    where s.pipeline_id = b.pipeline_id and s.ref = b.ref and s.number <= b.number and s.number < %3$s
                        and s.conclusion = 'success'
                    order by s.number desc limit 1) known
                where b.pipeline_id = %1$s and b.ref = %2$s
                union all
                select s.number
                from ended_runs e
                join pipeline_runs s on s.id = e.run_id
                where e.pipeline_id = %1$s and e.conclusion = 'success' and s.ref = %2$s and s.number < %3$s
                    and s.conclusion = 'success') n)
        """
                .formatted(pipeline, ref, before);
    }

    /// The same of a branch as it stands now.
    public static String of(String pipeline, String ref) {
        return before(pipeline, ref, Long.MAX_VALUE + "::bigint");
    }
}
