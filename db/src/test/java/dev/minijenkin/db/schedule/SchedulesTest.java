package dev.minijenkin.db.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SchedulesTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final PipelineId nightly =
            database.transaction(tx -> SampleData.pipeline(tx, shop, "nightly"));
    private final Instant now = database.statement(Schedules::now).truncatedTo(ChronoUnit.SECONDS);
    private final Rhythm late = new Rhythm("0 1 * * *", "UTC", now.minusSeconds(60));
    private final Rhythm later = new Rhythm("0 2 * * *", "UTC", now.minusSeconds(30));
    private final Rhythm future = new Rhythm("0 3 * * *", "UTC", now.plusSeconds(3_600));

    @Test
    void theClockIsThatOfTheDatabase() {
        assertThat(Duration.between(now, Instant.now())).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void whatIsDueComesWithItsRepositoryTheMostLateFirst() {
        replace(nightly, List.of(later, future, late));

        List<DueSchedule> due = due(10);

        assertThat(due).extracting(DueSchedule::rhythm).containsExactly(late, later);
        assertThat(due).extracting(DueSchedule::repository).containsOnly(shop);
        assertThat(due(1)).extracting(DueSchedule::rhythm).containsExactly(late);
    }

    @Test
    void aRhythmThatAPipelineHasAlreadyKeepsItsNextMoment() {
        replace(nightly, List.of(late));

        replace(nightly, List.of(new Rhythm(late.cron(), "UTC", future.nextAt()), later));

        assertThat(due(10)).extracting(DueSchedule::rhythm).containsExactly(late, later);
    }

    @Test
    void theSameTimesInAnotherZoneAreAnotherRhythm() {
        replace(nightly, List.of(late));
        Rhythm berlin = new Rhythm(late.cron(), "Europe/Berlin", later.nextAt());

        replace(nightly, List.of(berlin));

        assertThat(due(10)).extracting(DueSchedule::rhythm).containsExactly(berlin);
    }

    @Test
    void aPipelineThatNamesNoRhythmHasNone() {
        replace(nightly, List.of(late, later));
        replace(nightly, List.of());

        assertThat(due(10)).isEmpty();
    }

    @Test
    void pipelinesWhoseFilesAreGoneLoseTheirRhythms() {
        PipelineId weekly = database.transaction(tx -> SampleData.pipeline(tx, shop, "weekly"));
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        replace(nightly, List.of(late));
        replace(weekly, List.of(later));

        keepOnly(shop, List.of(weekly));
        keepOnly(docs, List.of());
        assertThat(due(10)).extracting(DueSchedule::rhythm).containsExactly(later);

        keepOnly(shop, List.of());
        assertThat(due(10)).isEmpty();
    }

    @Test
    void whatAnotherProcessLooksAtIsLeftToIt() {
        replace(nightly, List.of(late, later));

        long first = due(1).getFirst().id();
        try (var open = OpenTransaction.begin(database, tx -> Schedules.lockDue(tx, first))) {
            assertThat(open.value()).map(DueSchedule::rhythm).contains(late);
            assertThat(due(10)).extracting(DueSchedule::rhythm).containsExactly(later);
        }
    }

    @Test
    void aScheduleThatWasCarriedOutIsDueLater() {
        replace(nightly, List.of(late, later));
        DueSchedule first = due(1).getFirst();

        database.statement(tx -> {
            Schedules.moveOn(tx, first, future.nextAt());
            return true;
        });

        assertThat(due(10)).extracting(DueSchedule::rhythm).containsExactly(later);
        boolean kept =
                database.statement(tx ->
                        tx.sql()
                                .fetchSingle(
                                        "select last_at is not null and next_at > now() from schedules where id = ?",
                                        first.id())
                                .into(Boolean.class));
        assertThat(kept).isTrue();
    }

    @Test
    void aScheduleThatNeverComesAgainIsForgotten() {
        replace(nightly, List.of(late, later));
        DueSchedule first = due(1).getFirst();

        database.statement(tx -> {
            Schedules.delete(tx, first);
            return true;
        });

        assertThat(due(10)).extracting(DueSchedule::rhythm).containsExactly(later);
    }

    private void replace(PipelineId pipeline, List<Rhythm> rhythms) {
        database.transaction(tx -> {
            Schedules.replace(tx, pipeline, rhythms);
            return true;
        });
    }

    private void keepOnly(RepositoryId repository, List<PipelineId> pipelines) {
        database.statement(tx -> {
            Schedules.keepOnly(tx, repository, pipelines);
            return true;
        });
    }

    private List<DueSchedule> due(int limit) {
        return database.transaction(tx ->
                Schedules.due(tx, limit).stream()
                        .flatMap(id -> Schedules.lockDue(tx, id).stream())
                        .toList());
    }
}
