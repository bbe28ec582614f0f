package dev.minijenkin.db.view.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.view.frame.Person;
import dev.minijenkin.db.view.frame.Persons;
import dev.minijenkin.db.view.overview.Overviews;
import dev.minijenkin.db.view.overview.Setup;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PipelineViewsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void pipelinesThatCanBeStartedComeByRepositoryAndName() {
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        pipeline(shop, "nightly");
        PipelineId ci = pipeline(shop, "ci");
        pipeline(docs, "site");
        pipeline(docs, "off");
        database.statement(
                tx -> tx.sql().execute("update pipelines set enabled = false where name = 'off'"));

        List<PipelineView> enabled = database.statement(PipelineViews::enabled);

        assertThat(enabled)
                .extracting(PipelineView::title)
                .containsExactly("docs / site", "shop / ci", "shop / nightly");
        assertThat(enabled.get(1))
                .isEqualTo(
                        new PipelineView(
                                ci, shop, "shop", "ci", ".mini-jenkin/workflows/ci.yml", "main"));
    }

    @Test
    void refsComeTheLatestFirstEachOnce() {
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        run(shop, "refs/heads/main");
        run(shop, "refs/tags/v1");
        run(shop, "refs/heads/main");
        run(docs, "refs/heads/other");

        assertThat(refs(shop)).containsExactly("refs/heads/main", "refs/tags/v1");
        assertThat(refs(docs)).containsExactly("refs/heads/other");
    }

    @Test
    void theFileOfAPipelineIsThatOfItsLastRun() {
        Run first = run(shop, "refs/heads/main");
        Run last = run(shop, "refs/heads/main");
        database.statement(tx ->
                tx.sql()
                        .execute(
                                "update run_sources set workflow = 'newer' where run_id = ?",
                                last.id().value()));

        assertThat(lastWorkflow(first.pipeline()))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("newer"));
        assertThat(lastWorkflow(pipeline(shop, "never"))).isEmpty();
    }

    @Test
    void aNewInstallationShowsHowFarItIs() {
        assertThat(setup()).isEqualTo(new Setup(1, 0, 0, false));

        database.transaction(tx -> {
            SampleData.blockedRun(tx, shop);
            return SampleData.runner(tx, "oak", UUID.randomUUID());
        });
        assertThat(setup()).isEqualTo(new Setup(1, 1, 1, true));

        database.statement(tx ->
                tx.sql()
                        .execute(
                                "update runner_heartbeats set heartbeat_at = now() - interval '1 hour'"));
        assertThat(setup().runnersOnline()).isZero();
    }

    @Test
    void aPersonIsTheHighestOfItsRoles() {
        for (String role : List.of("viewer", "operator", "admin", "guest_runner")) {
            database.statement(tx ->
                    tx.sql()
                            .execute(
                                    """
                                    do $$ begin
                                        if not exists (select from pg_roles where rolname = 'view_%1$s') then
                                            create role view_%1$s login in role mj_%1$s;
                                        end if;
                                    end $$
                                    """
                                            .formatted(role)));
        }

        assertThat(person("view_viewer").role()).isEqualTo("mj_viewer");
        assertThat(person("view_viewer").mayCommand()).isFalse();
        assertThat(person("view_operator").role()).isEqualTo("mj_operator");
        assertThat(person("view_operator").mayCommand()).isTrue();
        assertThat(person("view_admin").role()).isEqualTo("mj_admin");
        assertThat(person("view_guest_runner").role()).isEmpty();
        Person viewer = person("view_viewer");
        assertThat(viewer.user()).isEqualTo("view_viewer");
        assertThat(viewer.encrypted()).isFalse();
        assertThat(test.configuration().url()).contains("/" + viewer.database() + "?");
    }

    private PipelineId pipeline(RepositoryId repository, String workflow) {
        return database.transaction(tx -> SampleData.pipeline(tx, repository, workflow));
    }

    private Run run(RepositoryId repository, String ref) {
        return database.transaction(tx -> new SampleRun().on(ref).insert(tx, repository));
    }

    private List<String> refs(RepositoryId repository) {
        return database.statement(tx -> PipelineViews.refs(tx, repository));
    }

    private Optional<byte[]> lastWorkflow(PipelineId pipeline) {
        return database.statement(tx -> PipelineViews.lastWorkflow(tx, pipeline));
    }

    private Setup setup() {
        return database.statement(Overviews::setup);
    }

    private Person person(String role) {
        try (Database own =
                Database.open(test.configuration(role).withMaximumConnections(1), HintSink.NONE)) {
            return own.statement(Persons::current);
        }
    }
}
