package dev.minijenkin.db.run.step;

import static dev.minijenkin.db.schema.Tables.STEPS;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.SetStatement;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Conclusion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Statements over `steps`. Every write names its claim and does nothing once the claim is not
/// live.
public final class Steps {
    /// FOR SHARE as where logs are appended: no state of a dead claim comes after its release.
    static final SetStatement WRITE =
            SetStatement.of(
                    """
                    with live as materialized (
                        select id, job_id, claimed_at from claims
                        where id = any(?::bigint[]) and outcome is null
                        order by id
                        for share),
                    written as (
                    """
                            + StepArrays.INSERT
                            + "select "
                            + StepArrays.COLUMNS
                            + "from "
                            + StepArrays.TABLE
                            + "join live c on c.id = s.claim_id\n"
                            + StepArrays.REPLACE
                            + """
                                )
                            select l.id, j.run_id from live l join jobs j on j.id = l.job_id
                            """);

    private Steps() {}

    /// Writes how steps of several jobs stand, in one statement. Safe to repeat; a step is there
    /// from its first report on.
    ///
    /// @return the claims that are live; of the others nothing was written
    public static Set<ClaimId> write(Tx tx, Map<ClaimId, List<StepReport>> reports) {
        return WRITE
                .rows(
                        tx,
                        row -> {
                            tx.hint(Topic.RUN, row.getLong(2));
                            return new ClaimId(row.getLong(1));
                        },
                        SetStatement.values(
                                reports.keySet().stream().mapToLong(ClaimId::value).toArray(),
                                StepArrays.values(reports)))
                .stream()
                .collect(Collectors.toSet());
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
}
