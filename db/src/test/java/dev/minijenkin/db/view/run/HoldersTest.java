package dev.minijenkin.db.view.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.EnvironmentId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.group.GroupName;
import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.group.NewMember;
import dev.minijenkin.db.run.Run;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class HoldersTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void whoWaitsForAConcurrencyGroupKnowsTheRunThatHoldsIt() {
        Run first = run();
        Run second = run();
        GroupName group = new GroupName(shop, "deploy");
        database.run(tx -> {
            for (Run run : List.of(first, second)) {
                Groups.enter(
                        tx,
                        new NewMember(
                                group, new GroupRules("deploy", false, false), run.id(), null));
            }
            Groups.promote(tx, Groups.next(tx, group).orElseThrow().member());
        });

        assertThat(of(second))
                .containsExactly(new Holder(null, first.id(), "shop / ci #" + first.number()));
        assertThat(of(first)).as("it waits for nobody").isEmpty();
    }

    @Test
    void whoWaitsForAnEnvironmentKnowsTheRunThatDeploys() {
        Run first = run();
        Run second = run();
        JobId waits = database.statement(tx -> SampleData.jobOf(tx, second, "deploy"));
        database.run(tx -> {
            EnvironmentId production = Environments.ensure(tx, shop, "production");
            Deployments.request(tx, production, first, SampleData.jobOf(tx, first, "deploy"));
            Deployments.request(tx, production, second, waits);
            Deployments.begin(tx, Deployments.next(tx, production).orElseThrow());
        });

        assertThat(of(second))
                .containsExactly(new Holder(waits, first.id(), "shop / ci #" + first.number()));
        assertThat(of(first)).isEmpty();
    }

    private Run run() {
        return database.transaction(tx -> SampleData.blockedRun(tx, shop, "deploy"));
    }

    private List<Holder> of(Run run) {
        return database.statement(tx -> Holders.of(tx, run.id()));
    }
}
