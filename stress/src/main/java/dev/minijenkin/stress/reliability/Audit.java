package dev.minijenkin.stress.reliability;

import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.report.Report;
import java.util.List;

/// Triggers that write down what the product's own statements must never let happen, beside them.
final class Audit {
    private static final List<String> STATEMENTS =
            List.of(
                    "create table stress_late_chunks (claim_id bigint, seq integer)",
                    "create table stress_ends (job_id bigint)",
                    // What ends a claim may write its last lines in the same transaction.
                    """
                    create function stress_chunk_written() returns trigger
                        language plpgsql security definer set search_path = public, pg_temp as $$
                    begin
                        insert into stress_late_chunks
                        select new.claim_id, new.seq from claims c
                        where c.id = new.claim_id and c.released_at is not null and c.released_at <> now();
                        return null;
                    end
                    $$
                    """,
                    """
                    create function stress_job_ended() returns trigger
                        language plpgsql security definer set search_path = public, pg_temp as $$
                    begin
                        insert into stress_ends values (new.id);
                        return null;
                    end
                    $$
                    """,
                    """
                    create trigger stress_chunk_written after insert on job_logs
                    for each row execute function stress_chunk_written()
                    """,
                    """
                    create trigger stress_job_ended after update of state on jobs for each row
                    when (old.state <> 'finished' and new.state = 'finished') execute function stress_job_ended()
                    """);

    private Audit() {}

    static void begin(BenchDatabase bench) {
        STATEMENTS.forEach(bench::execute);
    }

    static void check(BenchDatabase bench, Report report) {
        report.check(
                "nothing that a dead claim wrote was kept",
                bench.count("select count(*) from stress_late_chunks"),
                "chunks of logs were written under a dead claim");
        report.check(
                "no result was recorded twice",
                bench.count(
                        "select count(*) from (select from stress_ends group by job_id having count(*) > 1) twice"),
                "jobs ended twice");
    }
}
