package dev.minijenkin.db.outbox;

import dev.minijenkin.db.PostgresText;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The statement by which a process says what came of an attempt: the message, the attempt and the
/// circuit of the target at once. It is refused where the lease of the message is over and somebody
/// else has taken it.
public final class MessageEnds {
    /// The pause of a target after so many failures in a row, which double it.
    static final int FIRST_PAUSE_SECONDS = 5;

    static final SetStatement END =
            SetStatement.of(
                    """
                    with said as materialized (
                        select ?::text as state, ?::text as error, ?::float8 as after, ?::float8 as pause, ?::bool as counts,
                            ?::int as took, ?::int as status),
                    ended as (
                        update webhooks_outbox w
                        set state = case when s.state = 'pending' and now() >= w.give_up_at then 'dead' else s.state end,
                            claimed_by = null, claimed_until = null, last_status = s.status, last_error = s.error,
                            next_attempt_at = now() + make_interval(secs => s.after),
                            delivered_at = case when s.state = 'delivered' then now() end
                        from said s
                        where w.id = ? and w.claimed_by = ? and w.attempts = ? and w.state = 'pending'
                        returning w.id, w.target_id, w.attempts),
                    -- One that was under way when the circuit opened says nothing new.
                    told as (
                        select e.target_id, case when o.circuit_open_until > now() then 0 else 1 end as news
                        from ended e join outbox_targets o on o.id = e.target_id),
                    noted as (
                        insert into outbox_attempts (outbox_id, number, started_at, duration_ms, status, error)
                        select e.id, e.attempts, now() - make_interval(secs => s.took / 1000.0), s.took, s.status, s.error
                        from ended e, said s
                        where s.state <> 'unchanged'
                        on conflict do nothing),
                    target as (
                        update outbox_targets t
                        set consecutive_failures = case
                                when s.counts then t.consecutive_failures + e.news
                                when s.state = 'pending' then t.consecutive_failures
                                else 0 end,
                            circuit_open_until = case
                                when s.pause is not null
                                    then greatest(t.circuit_open_until, now() + make_interval(secs => s.pause))
                                when s.counts and e.news = 1 and t.consecutive_failures + 1 >= ?
                                    then now() + make_interval(secs => least(?::float8,
                                        %d * 2 ^ least(t.consecutive_failures + 1 - ?, 20)) * (0.75 + random() / 2))
                                when s.counts then t.circuit_open_until
                                end
                        from said s, told e
                        where t.id = e.target_id and (s.counts or s.pause is not null
                            or (s.state in ('delivered', 'dead') and t.consecutive_failures > 0)))
                    select id from ended
                    """
                            .formatted(FIRST_PAUSE_SECONDS));

    /// What is written.
    ///
    /// @param state that follows; `pending` where it is tried again
    private record Said(
            String state,
            @Nullable String error,
            Duration after,
            @Nullable Double pause,
            boolean counts) {
        static Said over(String state, @Nullable String error) {
            return new Said(state, error, Duration.ZERO, null, false);
        }
    }

    private MessageEnds() {}

    /// Ends an attempt; false where somebody else has the message meanwhile, or it is over.
    public static boolean write(
            Tx tx,
            MessageTaker taker,
            TakenMessage message,
            AttemptEnd end,
            AttemptEnd.Trial trial) {
        Said said = said(end);
        return !END.rows(
                        tx,
                        row -> row.getLong(1),
                        said.state(),
                        PostgresText.textOrNull(said.error()),
                        seconds(said.after()),
                        said.pause(),
                        said.counts(),
                        Math.toIntExact(Math.min(trial.took().toMillis(), Integer.MAX_VALUE)),
                        trial.status(),
                        message.id().value(),
                        taker.id(),
                        message.attempt(),
                        taker.circuit(),
                        seconds(taker.longestRest()),
                        taker.circuit())
                .isEmpty();
    }

    private static Said said(AttemptEnd end) {
        return switch (end) {
            case AttemptEnd.Delivered() -> Said.over("delivered", null);
            case AttemptEnd.Unchanged() -> Said.over("unchanged", null);
            case AttemptEnd.Refused(String error) -> Said.over("dead", error);
            case AttemptEnd.Failed failed ->
                    new Said(
                            "pending",
                            failed.error(),
                            failed.after(),
                            failed.pause().map(MessageEnds::seconds).orElse(null),
                            failed.counts());
        };
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
