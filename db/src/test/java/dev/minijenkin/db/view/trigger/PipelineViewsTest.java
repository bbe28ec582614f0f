package dev.minijenkin.db.view.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.DeliveryId;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.SampleRun;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.repository.DefaultBranchFiles;
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

        List<PipelineView> all = database.statement(PipelineViews::all);

        assertThat(all)
                .extracting(PipelineView::title)
                .containsExactly("docs / site", "shop / ci", "shop / nightly", "docs / off");
        assertThat(all.get(1))
                .isEqualTo(
                        new PipelineView(
                                ci,
                                shop,
                                "shop",
                                "ci",
                                ".mini-jenkin/workflows/ci.yml",
                                "main",
                                ""));
        assertThat(all.getLast().obstacle()).isEqualTo("It is switched off.");
    }

    @Test
    void whatTheDefaultBranchSaysDecidesAlsoBeforeTheFirstRun() {
        PipelineId deploy = pipeline(shop, "deploy");
        PipelineId lint = pipeline(shop, "lint");
        pipeline(shop, "renamed");
        database.transaction(tx -> {
            DefaultBranchFiles.put(tx, shop, deploy, new byte[0], true);
            DefaultBranchFiles.put(tx, shop, lint, new byte[0], false);
            DefaultBranchFiles.keepOnly(tx, shop, SampleData.COMMIT, List.of(deploy, lint));
            return true;
        });

        List<PipelineView> all = database.statement(PipelineViews::all);
        assertThat(all)
                .extracting(of -> of.name() + ": " + of.obstacle())
                .containsExactly(
                        "deploy: ",
                        "lint: Its file has no trigger workflow_dispatch.",
                        "renamed: Its file is not on the default branch main.");
    }

    @Test
    void theRunThatACommandStartedIsFound() {
        DeliveryId delivery = database.transaction(tx -> SampleData.delivery(tx, shop));
        CommandId command =
                database.transaction(tx ->
                        new CommandId(
                                tx.sql()
                                        .fetchSingle(
                                                "insert into commands (kind, delivery_id) values ('trigger', ?) returning id",
                                                delivery.value())
                                        .get("id", Long.class)));
        assertThat(startedBy(command)).isEmpty();

        Run run = database.transaction(tx -> new SampleRun().askedForBy(delivery).insert(tx, shop));
        assertThat(startedBy(command)).contains(run.id());
    }

    @Test
    void environmentsAreThoseOfTheRepository() {
        database.transaction(tx -> {
            Environments.ensure(tx, shop, "staging");
            Environments.ensure(tx, shop, "production");
            return Environments.ensure(tx, SampleData.repository(tx, "docs"), "pages");
        });
        List<String> names = database.statement(tx -> PipelineViews.environments(tx, shop));
        assertThat(names).containsExactly("production", "staging");
    }

    private Optional<RunId> startedBy(CommandId command) {
        return database.statement(tx -> PipelineViews.startedBy(tx, command));
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
