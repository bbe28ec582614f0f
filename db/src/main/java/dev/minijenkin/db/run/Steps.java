package dev.minijenkin.db.run;

import static dev.minijenkin.db.schema.Tables.CLAIMS;
import static dev.minijenkin.db.schema.Tables.STEPS;
import static org.jooq.impl.DSL.currentOffsetDateTime;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.selectOne;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.Tx;
import java.util.List;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/// Statements over `steps`. Every write names its claim and does nothing once the claim is not
/// live.
public final class Steps {
    private Steps() {}

    /// Inserts the steps of a job, numbered from 1, all pending.
    ///
    /// @param keys `id` of each step in the file, empty where it has none
    /// @return false where the claim is not live any more
    public static boolean plan(
            Tx tx, ClaimId claim, JobId job, List<String> keys, List<String> names) {
        return tx.sql()
                        .execute(
                                """
                                insert into steps (claim_id, number, job_id, key, name)
                                select c.id, s.number, c.job_id, nullif(s.key, ''), s.name
                                from claims c
                                cross join unnest(?::text[], ?::text[]) with ordinality as s(key, name, number)
                                where c.id = ? and c.job_id = ? and c.released_at is null
                                """,
                                keys.toArray(String[]::new),
                                names.toArray(String[]::new),
                                claim.value(),
                                job.value())
                == names.size();
    }

    /// Adds a step that nobody knew of when the job began, pending. Safe to repeat.
    ///
    /// @param number above those of all others
    /// @return false where the claim is not live any more
    public static boolean add(Tx tx, ClaimId claim, int number, String name) {
        return tx.sql()
                        .execute(
                                """
                                insert into steps (claim_id, number, job_id, name)
                                select c.id, ?, c.job_id, ?
                                from claims c
                                where c.id = ? and c.released_at is null
                                on conflict (claim_id, number) do update set name = excluded.name
                                """,
                                number,
                                name,
                                claim.value())
                == 1;
    }

    /// A step began.
    ///
    /// @param firstLine of the claim's log
    /// @return false where the claim is not live any more
    public static boolean start(Tx tx, ClaimId claim, int number, String name, long firstLine) {
        return tx.sql()
                        .update(STEPS)
                        .set(STEPS.STATE, inline("running"))
                        .set(STEPS.NAME, name)
                        .set(STEPS.FIRST_LINE, firstLine)
                        .set(STEPS.STARTED_AT, currentOffsetDateTime())
                        .where(step(claim, number))
                        .execute()
                == 1;
    }

    /// A step ended, or was skipped.
    ///
    /// @param exitCode null where no process ended
    /// @return false where the claim is not live any more
    public static boolean finish(
            Tx tx,
            ClaimId claim,
            int number,
            Conclusion outcome,
            Conclusion conclusion,
            @Nullable Integer exitCode) {
        return tx.sql()
                        .update(STEPS)
                        .set(STEPS.STATE, inline("finished"))
                        .set(STEPS.OUTCOME, EnumWords.of(outcome))
                        .set(STEPS.CONCLUSION, EnumWords.of(conclusion))
                        .set(STEPS.EXIT_CODE, exitCode)
                        .set(STEPS.FINISHED_AT, currentOffsetDateTime())
                        .where(step(claim, number))
                        .execute()
                == 1;
    }

    /// Ends the open steps of a lost claim, which nobody will end any more: what ran is cancelled,
    /// what did not begin is skipped.
    public static void abandon(Tx tx, ClaimId lost) {
        tx.sql()
                .execute(
                        """
                        update steps
                        set outcome = w.word, conclusion = w.word, state = 'finished', finished_at = now()
                        from (values ('running', 'cancelled'), ('pending', 'skipped')) as w(state, word)
                        where claim_id = ? and steps.state = w.state
                        """,
                        lost.value());
    }

    /// The steps of a job under all of its claims, in order.
    public static List<Step> ofJob(Tx tx, JobId job) {
        return tx.sql()
                .selectFrom(STEPS)
                .where(STEPS.JOB_ID.eq(job.value()))
                .orderBy(STEPS.CLAIM_ID, STEPS.NUMBER)
                .fetch(row ->
                        new Step(
                                new ClaimId(row.get(STEPS.CLAIM_ID)),
                                row.get(STEPS.NUMBER),
                                row.get(STEPS.NAME),
                                EnumWords.parse(StepState.class, row.get(STEPS.STATE)),
                                EnumWords.parseNullable(Conclusion.class, row.get(STEPS.OUTCOME)),
                                EnumWords.parseNullable(
                                        Conclusion.class, row.get(STEPS.CONCLUSION)),
                                row.get(STEPS.STARTED_AT),
                                row.get(STEPS.FINISHED_AT),
                                row.get(STEPS.FIRST_LINE)));
    }

    private static Condition step(ClaimId claim, int number) {
        return STEPS.CLAIM_ID
                .eq(claim.value())
                .and(STEPS.NUMBER.eq(number))
                .and(
                        exists(
                                selectOne()
                                        .from(CLAIMS)
                                        .where(CLAIMS.ID.eq(claim.value()))
                                        .and(CLAIMS.RELEASED_AT.isNull())));
    }
}
