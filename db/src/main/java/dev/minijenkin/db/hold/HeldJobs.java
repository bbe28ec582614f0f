package dev.minijenkin.db.hold;

/// Parts of statements that ask whether a job is held. Where nobody holds anything they read an
/// empty table.
public final class HeldJobs {
    /// Whether the hold `h` is one of the job `j`.
    public static final String HOLDS =
            "h.run_id = j.run_id and h.attempt = j.attempt and (h.job_id is null or h.job_id = j.id)";

    /// The sentence of a person who holds the job `j`; null: nobody does.
    public static final String SENTENCE =
            """
            (select 'Held by ' || h.held_by || coalesce(': ' || h.reason, '') from holds h
            where %s order by h.job_id nulls first limit 1)
            """
                    .formatted(HOLDS);

    /// What a job becomes that enters the queue, as values of (state, waiting_for, message,
    /// queued_at): queued, or one that waits to be released.
    public static final String QUEUED_OR_HELD = or("null", "now()");

    /// The same of one that comes back to the queue.
    public static final String REQUEUED_OR_HELD = or("j.message", "j.queued_at");

    private HeldJobs() {}

    /// Whether a member of a concurrency group is held: a run as a whole, or a job.
    ///
    /// @param member as the statement calls it
    public static String holdsMember(String member) {
        return """
                exists (
                    select from holds h join pipeline_runs o on o.id = h.run_id and o.attempt = h.attempt
                    where h.run_id = %1$s.run_id and (h.job_id is null or h.job_id = %1$s.job_id))
                """
                .formatted(member);
    }

    private static String or(String message, String queuedAt) {
        return """
                (select case when n.held is null then 'queued' else 'waiting' end,
                    case when n.held is not null then 'hold' end, coalesce(n.held, %s),
                    case when n.held is null then %s else j.queued_at end
                from (select %s as held offset 0) n)
                """
                .formatted(message, queuedAt, SENTENCE);
    }
}
