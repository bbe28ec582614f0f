package dev.minijenkin.db.view.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.EnvironmentRules;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.hold.Holds;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.Jobs;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class EnvironmentViewsTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    @AutoClose
    private final Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE);

    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final EnvironmentId live =
            database.transaction(tx -> Environments.ensure(tx, shop, "live"));

    @Test
    void whoDeploysHasTheTokenAndTheOthersStandInTheirOrder() {
        JobId first = requested("one");
        JobId second = requested("two");
        database.transaction(tx -> Deployments.begin(tx, Deployments.next(tx, live).orElseThrow()));

        EnvironmentView shown = all().getFirst();
        assertThat(shown.name().full()).isEqualTo("live of shop");
        assertThat(shown.lock())
                .isInstanceOfSatisfying(
                        EnvironmentView.Lock.Held.class,
                        held -> {
                            assertThat(held.token()).isEqualTo(1);
                            assertThat(held.holder().job()).isEqualTo(first);
                            assertThat(held.holder().runName()).startsWith("shop / ");
                            assertThat(held.connected()).isFalse();
                        });
        assertThat(shown.waiting())
                .singleElement()
                .satisfies(waits -> {
                    assertThat(waits.job().job()).isEqualTo(second);
                    assertThat(waits.open()).isTrue();
                });
        assertThat(shown.deployed()).isEmpty();
    }

    @Test
    void whatSucceededLastIsDeployed() {
        JobId first = requested("one");
        database.transaction(tx -> Deployments.begin(tx, Deployments.next(tx, live).orElseThrow()));
        test.rows()
                .execute(
                        "update deployment_locks set deployment_id = null, held_since = null;"
                                + " update deployments set state = 'succeeded', finished_at = now(), url = 'https://shop'");

        EnvironmentView shown = all().getFirst();
        assertThat(shown.lock()).isEqualTo(new EnvironmentView.Lock.Free(1));
        EnvironmentView.Deployed deployed = shown.deployed().orElseThrow();
        assertThat(deployed.by().job()).isEqualTo(first);
        assertThat(deployed.commit()).isEqualTo(SampleData.COMMIT);
        assertThat(deployed.url()).isEqualTo("https://shop");
    }

    @Test
    void rulesSayWhatIsMissingAndWhatThisPersonMay() {
        rules(2, List.of("nobody_of_ours"), List.of("mj_viewer"));
        JobId waits = requested("one");
        database.transaction(tx -> {
            Run run = Jobs.runOf(tx, waits).flatMap(id -> Runs.lock(tx, id)).orElseThrow();
            Holds.hold(tx, run.id(), 1, List.of(waits), "ana", "later");
            return true;
        });

        EnvironmentView shown = all().getFirst();
        assertThat(shown.rules().mayReview()).isFalse();
        assertThat(shown.rules().mayBreakGlass()).isTrue();
        assertThat(shown.waiting())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.approvals().missing()).isEqualTo(2);
                    assertThat(each.open()).isFalse();
                    assertThat(each.held()).contains(new WaitingDeploy.Held(false, "ana", "later"));
                });
        rules(1, List.of(), List.of());
        assertThat(all().getFirst().rules().mayReview()).isTrue();
        assertThat(all().getFirst().rules().mayBreakGlass()).isFalse();
    }

    @Test
    void whatIsKeptSaysWhy() {
        requested("one");
        test.rows()
                .execute(
                        "update deployment_locks set fence_token = 7, kept_because = 'a person is to look'");
        assertThat(all().getFirst().lock())
                .isEqualTo(new EnvironmentView.Lock.Kept(7, "a person is to look", null));
    }

    /// With the rights of a viewer, as in the console of one.
    private List<EnvironmentView> all() {
        return viewer.statement(EnvironmentViews::all);
    }

    private JobId requested(String key) {
        return database.transaction(tx -> {
            Run run = SampleData.blockedRun(tx, shop, key);
            JobId job = SampleData.jobOf(tx, run, key);
            Deployments.request(tx, live, run, job);
            return job;
        });
    }

    private void rules(int approvals, List<String> reviewers, List<String> breakGlass) {
        database.transaction(tx -> {
            Environments.setRules(
                    tx,
                    live,
                    new EnvironmentRules(
                            new EnvironmentRules.Review(approvals, reviewers, false),
                            0,
                            new EnvironmentRules.Refs(List.of(), List.of()),
                            breakGlass,
                            false,
                            false,
                            false));
            return true;
        });
    }
}
