package dev.minijenkin.db.run.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class NewRunsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final PipelineId ci = pipeline("ci");
    private final PipelineId nightly = pipeline("nightly");

    @Test
    void runsOfSeveralPipelinesGetTheNextNumbersOfEach() {
        database.transaction(tx -> new SampleRun().insert(tx, shop));

        assertThat(numbers(wanted(ci), wanted(nightly), wanted(ci), wanted(ci), wanted(nightly)))
                .containsExactly(2L, 1L, 3L, 4L, 2L);
        assertThat(numbers(wanted(nightly), wanted(ci))).containsExactly(3L, 5L);
        assertThat(numbers()).isEmpty();
    }

    @Test
    void idsGrowInTheOrderInWhichTheyAreWanted() {
        List<Optional<RunNumber>> taken =
                database.transaction(tx ->
                        NewRuns.number(
                                tx,
                                List.of(wanted(nightly), wanted(ci), wanted(ci), wanted(nightly))));

        assertThat(taken)
                .extracting(number -> number.orElseThrow().id().value())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotToStartTakesNoNumberAmongThoseThatAre() {
        DeliveryId started = database.transaction(tx -> SampleData.delivery(tx, shop));
        database.transaction(tx -> new SampleRun().askedForBy(started).insert(tx, shop));
        database.run(tx ->
                tx.sql()
                        .execute(
                                "update pipelines set enabled = false where id = ?",
                                nightly.value()));
        DeliveryId twice = database.transaction(tx -> SampleData.delivery(tx, shop));

        assertThat(
                        numbers(
                                wanted(ci),
                                askedForBy(started),
                                wanted(nightly),
                                askedForBy(twice),
                                askedForBy(twice),
                                wanted(ci)))
                .containsExactly(2L, null, null, 3L, null, 4L);
    }

    @Test
    void aNumberIsNotTakenByATransactionThatFails() {
        try {
            database.transaction(tx -> {
                NewRuns.number(tx, List.of(wanted(ci), wanted(ci)));
                throw new IllegalStateException("on purpose");
            });
        } catch (IllegalStateException _) {
            // As wanted.
        }

        assertThat(numbers(wanted(ci))).containsExactly(1L);
    }

    private PipelineId pipeline(String workflow) {
        return database.transaction(tx -> SampleData.pipeline(tx, shop, workflow));
    }

    private static WantedRun wanted(PipelineId pipeline) {
        return new WantedRun(pipeline, null, "push", "refs/heads/main");
    }

    private WantedRun askedForBy(DeliveryId delivery) {
        return new WantedRun(ci, delivery, "push", "refs/heads/main");
    }

    private List<Long> numbers(WantedRun... wanted) {
        return database.transaction(tx -> NewRuns.number(tx, List.of(wanted))).stream()
                .map(number -> number.map(RunNumber::number).orElse(null))
                .toList();
    }
}
