package dev.minijenkin.db.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RunListenersTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final PipelineId deploy =
            database.transaction(tx -> SampleData.pipeline(tx, shop, "deploy"));
    private final List<String> told = new ArrayList<>();

    @Test
    void whoAsksForEverythingIsToldOfTheBeginningAndTheEnd() {
        put(deploy, List.of(), List.of());

        carryOut(shop, "ci");

        assertThat(told).containsExactly("requested of ci", "completed of ci");
    }

    @Test
    void onlyWhatSomebodyAskedForIsTold() {
        put(deploy, List.of("completed"), List.of("ci"));

        carryOut(shop, "ci");
        carryOut(shop, "nightly");

        assertThat(told).containsExactly("completed of ci");
    }

    @Test
    void theLastWordCounts() {
        put(deploy, List.of("completed"), List.of());
        put(deploy, List.of("requested"), List.of("nightly"));

        carryOut(shop, "ci");
        carryOut(shop, "nightly");

        assertThat(told).containsExactly("requested of nightly");
    }

    @Test
    void runsOfOtherRepositoriesAreNotTold() {
        put(deploy, List.of(), List.of());
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));

        carryOut(docs, "ci");

        assertThat(told).isEmpty();
    }

    @Test
    void thoseWhoseFilesAreGoneListenNoMore() {
        PipelineId report = database.transaction(tx -> SampleData.pipeline(tx, shop, "report"));
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        put(deploy, List.of("requested"), List.of());
        put(report, List.of("completed"), List.of());

        keepOnly(shop, List.of(deploy));
        keepOnly(docs, List.of());
        carryOut(shop, "ci");
        assertThat(told).containsExactly("requested of ci");

        keepOnly(shop, List.of());
        carryOut(shop, "ci");
        assertThat(told).as("nothing more").hasSize(1);
    }

    private void put(PipelineId pipeline, List<String> types, List<String> workflows) {
        database.statement(tx -> {
            RunListeners.put(tx, shop, pipeline, types, workflows);
            return true;
        });
    }

    private void keepOnly(RepositoryId repository, List<PipelineId> pipelines) {
        database.statement(tx -> {
            RunListeners.keepOnly(tx, repository, pipelines);
            return true;
        });
    }

    private void carryOut(RepositoryId repository, String workflow) {
        database.transaction(tx -> {
            Run run = new SampleRun().of(workflow).insert(tx, repository);
            hear(tx, run, RunActivity.REQUESTED);
            SampleData.finish(tx, run, Conclusion.SUCCESS);
            hear(tx, run, RunActivity.COMPLETED);
            return true;
        });
    }

    private void hear(Tx tx, Run run, RunActivity activity) {
        RunListeners.heard(tx, run.id(), activity)
                .ifPresent(heard ->
                        told.add(EnumWords.of(activity) + " of " + heard.pipeline().name()));
    }
}
