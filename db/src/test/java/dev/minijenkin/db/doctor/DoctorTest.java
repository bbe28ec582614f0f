package dev.minijenkin.db.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.HintSink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DoctorTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @Test
    void aFreshDatabaseHasNothingThatHurtsNow() {
        assertThat(
                        examine().stream()
                                .filter(DoctorFinding::urgent)
                                // What the tests' own PostgreSQL is set to.
                                .filter(finding -> !finding.id().startsWith("setting-"))
                                .filter(finding -> !finding.id().equals("old-transaction")))
                .isEmpty();
    }

    @Test
    void anIndexThatIsMissingOrInvalidIsNamedWithItsStatement() {
        test.rows().execute("drop index jobs_open");
        test.rows()
                .execute(
                        "update pg_index set indisvalid = false where indexrelid = 'claims_by_job'::regclass");

        assertThat(finding("index-missing").what()).contains("jobs_open");
        assertThat(finding("index-missing").fix())
                .contains("create index jobs_open on jobs (run_id) where finished_at is null");
        assertThat(finding("index-invalid").fix())
                .contains("reindex index concurrently claims_by_job");
    }

    @Test
    void aPartitionThatIsMissingAndLogsThatHaveNoneAreNamed() {
        test.rows()
                .execute(
                        "do $$ begin execute 'drop table job_logs_' || to_char((now() at time zone 'UTC')::date + 1, '\"y\"YYYY\"m\"MM\"d\"DD'); end $$");
        test.rows()
                .execute(
                        "insert into job_logs_default (day, job_id, claim_id, seq, step_number, first_line, line_count, continues, raw_bytes, first_at, codec, body) values ('2020-01-01', 1, 1, 0, 0, 1, 1, false, 1, now(), 1, '')");
        test.rows()
                .execute(
                        "insert into unindexed_logs (job_id, bytes, chunks) values (1, 1000000000, 1)");

        assertThat(finding("log-partitions").fix()).contains("ensure_log_partitions");
        assertThat(finding("log-default").what()).contains("job_logs_default");
        assertThat(finding("search-index").what()).contains("953 MB");
    }

    @Test
    void whereNoServerKeepsHouseItSaysSo() {
        test.rows()
                .execute(
                        "insert into health_samples select now() - interval '1 hour', 0, 0, 0, 0, 0, 0");

        assertThat(finding("no-server").urgent()).isTrue();
    }

    @Test
    void aClockThatIsFarOffIsTold() {
        List<DoctorFinding> findings =
                database.statement(tx ->
                        Doctor.examine(
                                tx,
                                InstantSource.offset(
                                        InstantSource.system(), Duration.ofMinutes(2))));

        assertThat(findings)
                .filteredOn(finding -> finding.id().equals("clock"))
                .hasSize(1)
                .first()
                .extracting(DoctorFinding::what)
                .asString()
                .contains("behind that of this host");
    }

    @Test
    void whoMayOnlyReadIsToldWhatHeDoesNotSee() {
        try (Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE)) {
            List<DoctorFinding> findings =
                    viewer.statement(tx -> Doctor.examine(tx, InstantSource.system()));
            assertThat(findings).extracting(DoctorFinding::id).contains("sees-little");
        }
    }

    private DoctorFinding finding(String id) {
        return examine().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<DoctorFinding> examine() {
        return database.statement(tx -> Doctor.examine(tx, InstantSource.system()));
    }
}
