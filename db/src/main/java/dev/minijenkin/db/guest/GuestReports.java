package dev.minijenkin.db.guest;

import static org.jooq.impl.DSL.val;

import dev.minijenkin.db.ClaimId;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.annotation.Annotation;
import dev.minijenkin.db.run.annotation.AnnotationLevel;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.testreport.TestOutcome;
import dev.minijenkin.db.testreport.TestResult;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/// Statements over `guest_claims`, for those who carry out what guests reported. Of what a guest
/// says nothing is trusted but that it is about its own job.
public final class GuestReports {
    private static final int MOST = 100;

    private GuestReports() {}

    /// A claim of which something is to be done.
    ///
    /// @param attempt of its job
    /// @param began whether those are to be told that listen to its run, which began with it
    public record Waiting(ClaimId claim, JobId job, RunId run, int attempt, boolean began) {}

    /// What a guest said of a claim.
    public sealed interface Report {
        /// How the job ended, and what it leaves.
        ///
        /// @param url where people see what the job deployed; empty where it says nothing
        record Finished(JobResult result, List<Annotation> annotations, String url)
                implements Report {
            public Finished {
                annotations = List.copyOf(annotations);
            }
        }

        /// The job is given back.
        ///
        /// @param heardOf false: no thread of the guest ever had it
        record Returned(boolean heardOf) implements Report {}
    }

    /// A report of tests.
    ///
    /// @param number of the claim
    public record Tests(int number, int stepNumber, String name) {}

    /// Those of which something is to be done, the oldest first; some of them, where there are
    /// many. What ended otherwise is forgotten on the way: its secrets are not to outlive it.
    ///
    /// @param after 0: from the first
    public static List<Waiting> waiting(Tx tx, ClaimId after) {
        return tx.sql()
                .fetch(
                        """
                        with ended as (
                            delete from guest_claims e using claims c
                            where c.id = e.claim_id and c.released_at is not null)
                        select g.claim_id, c.job_id, j.run_id, j.attempt, g.began
                        from guest_claims g
                        join claims c on c.id = g.claim_id
                        join jobs j on j.id = c.job_id
                        where (g.began or g.reported_at is not null) and g.claim_id > {0}
                            and c.released_at is null
                        order by g.claim_id
                        limit {1}
                        """,
                        val(after.value()), val(MOST))
                .map(row ->
                        new Waiting(
                                new ClaimId(row.get("claim_id", Long.class)),
                                new JobId(row.get("job_id", Long.class)),
                                new RunId(row.get("run_id", Long.class)),
                                row.get("attempt", Integer.class),
                                row.get("began", Boolean.class)));
    }

    /// Those who listen are told; whether nobody was faster.
    public static boolean tookBeginning(Tx tx, ClaimId claim) {
        return tx.sql()
                        .execute(
                                "update guest_claims set began = false where claim_id = ? and began",
                                claim.value())
                > 0;
    }

    /// What was reported; empty where nothing was, or it is done.
    public static Optional<Report> report(Tx tx, Waiting waiting) {
        return tx.sql()
                .fetchOptional(
                        """
                        select report ->> 'kind' as kind, report ->> 'conclusion' as conclusion, report ->> 'cause' as cause,
                            report ->> 'message' as message, report ->> 'outputs' as outputs,
                            (report ->> 'lines')::bigint as lines, (report ->> 'bytes')::bigint as bytes,
                            (report ->> 'cut')::boolean as cut, report ->> 'url' as url
                        from guest_claims where claim_id = ? and reported_at is not null
                        """,
                        waiting.claim().value())
                .map(row ->
                        row.get("kind", String.class).equals("finished")
                                ? finished(tx, waiting, row)
                                : new Report.Returned(
                                        row.get("kind", String.class).equals("returned")));
    }

    private static Report finished(Tx tx, Waiting waiting, Record row) {
        return new Report.Finished(
                new JobResult(
                        EnumWords.parse(Conclusion.class, row.get("conclusion", String.class)),
                        EnumWords.parseNullable(Cause.class, row.get("cause", String.class)),
                        row.get("message", String.class),
                        row.get("outputs", String.class),
                        row.get("lines", Long.class),
                        row.get("bytes", Long.class),
                        row.get("cut", Boolean.class)),
                annotations(tx, waiting),
                row.get("url", String.class));
    }

    private static List<Annotation> annotations(Tx tx, Waiting waiting) {
        return tx.sql()
                .fetch(
                        """
                        select a.*
                        from guest_claims g, jsonb_to_recordset(g.report -> 'annotations') as a (
                            step integer, level text, title text, message text, path text, line integer, "column" integer)
                        where g.claim_id = ?
                        """,
                        waiting.claim().value())
                .map(row ->
                        new Annotation(
                                waiting.job(),
                                row.get("step", Integer.class),
                                EnumWords.parse(
                                        AnnotationLevel.class, row.get("level", String.class)),
                                row.get("title", String.class),
                                row.get("message", String.class),
                                row.get("path", String.class),
                                row.get("line", Integer.class),
                                row.get("column", Integer.class)));
    }

    /// The reports of tests of a claim that are complete.
    public static List<Tests> tests(Tx tx, ClaimId claim) {
        return tx.sql()
                .fetch(
                        """
                        select number, step_number, name from guest_test_reports
                        where claim_id = ? and complete order by number
                        """,
                        claim.value())
                .map(row ->
                        new Tests(
                                row.get("number", Integer.class),
                                row.get("step_number", Integer.class),
                                row.get("name", String.class)));
    }

    /// Where the parts of one begin.
    public static List<Integer> parts(Tx tx, ClaimId claim, Tests tests) {
        return tx.sql()
                .fetch(
                        "select first from guest_test_results where claim_id = ? and number = ? order by first",
                        claim.value(),
                        tests.number())
                .getValues("first", Integer.class);
    }

    /// The results of one part.
    public static List<TestResult> results(Tx tx, ClaimId claim, Tests tests, int first) {
        return tx.sql()
                .fetch(
                        """
                        select t.*
                        from guest_test_results r, jsonb_to_recordset(r.results) as t (
                            suite text, name text, outcome text, milliseconds bigint, message text, details text,
                            path text, line integer)
                        where r.claim_id = ? and r.number = ? and r.first = ?
                        """,
                        claim.value(),
                        tests.number(),
                        first)
                .map(row ->
                        new TestResult(
                                row.get("suite", String.class),
                                row.get("name", String.class),
                                EnumWords.parse(
                                        TestOutcome.class, row.get("outcome", String.class)),
                                row.get("milliseconds", Long.class),
                                row.get("message", String.class),
                                row.get("details", String.class),
                                row.get("path", String.class),
                                row.get("line", Integer.class)));
    }

    /// Forgets a claim, with what was kept for it: its report is carried out.
    public static void forget(Tx tx, ClaimId claim) {
        tx.sql().execute("delete from guest_claims where claim_id = ?", claim.value());
    }
}
