package dev.minijenkin.db.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.start.NewJobs;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Runs and calls that wait for each other's groups.
class GroupCyclesTest {
    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));

    @Test
    void ofTwoRunsThatWaitForEachOtherTheNewestMemberGivesWay() {
        Run first = run("deploy");
        Run second = run("deploy");
        hold("A", first, null);
        hold("B", second, null);
        wait("B", first, job(first, "deploy"));
        JobId newest = job(second, "deploy");
        wait("A", second, newest);

        GroupStep step = next("A").orElseThrow();

        assertThat(step.kind()).isEqualTo(GroupStep.Kind.BREAK);
        assertThat(step.run()).isEqualTo(second.id());
        assertThat(step.job()).isEqualTo(newest);
        assertThat(step.name()).isEqualTo("a");
        assertThat(step.because()).isEqualTo("ci #" + first.number());
        assertThat(next("B")).as("seen from the other group").contains(step);
    }

    @Test
    void aChainThatEndsIsNoCycle() {
        Run first = run("deploy");
        Run second = run("deploy");
        Run third = run();
        hold("A", first, null);
        hold("B", second, null);
        hold("C", third, null);
        wait("B", first, job(first, "deploy"));
        wait("C", second, job(second, "deploy"));

        assertThat(next("B")).isEmpty();
        assertThat(next("C")).isEmpty();
    }

    @Test
    void threeRunsMayWaitInACircle() {
        Run first = run("deploy");
        Run second = run("deploy");
        Run third = run("deploy");
        hold("A", first, null);
        hold("B", second, null);
        hold("C", third, null);
        wait("B", first, job(first, "deploy"));
        JobId newest = job(third, "deploy");
        wait("C", second, job(second, "deploy"));
        wait("A", third, newest);

        for (String group : List.of("A", "B", "C")) {
            assertThat(next(group)).map(GroupStep::kind).contains(GroupStep.Kind.BREAK);
            assertThat(next(group)).map(GroupStep::job).contains(newest);
        }
    }

    @Test
    void aRunThatWaitsForWhatItHoldsItselfIsACycle() {
        Run run = run("deploy");
        hold("A", run, null);
        JobId deploy = job(run, "deploy");
        wait("A", run, deploy);

        assertThat(next("A")).map(GroupStep::kind).contains(GroupStep.Kind.BREAK);
        assertThat(next("A")).map(GroupStep::job).contains(deploy);
    }

    @Test
    void aJobThatHoldsAGroupEndsByItself() {
        Run first = run("holder", "deploy");
        Run second = run("deploy");
        hold("A", first, job(first, "holder"));
        hold("B", second, null);
        wait("B", first, job(first, "deploy"));
        wait("A", second, job(second, "deploy"));

        assertThat(next("A")).isEmpty();
        assertThat(next("B")).isEmpty();
    }

    @Test
    void aCallWaitsForTheJobsThatItCalls() {
        Run first = run("release/deploy");
        JobId call = call(first, "release", "");
        Run second = run("deploy");
        hold("A", first, call);
        hold("B", second, null);
        wait("B", first, job(first, "release/deploy"));
        JobId newest = job(second, "deploy");
        wait("A", second, newest);

        GroupStep step = next("A").orElseThrow();

        assertThat(step.kind()).isEqualTo(GroupStep.Kind.BREAK);
        assertThat(step.job()).isEqualTo(newest);
        assertThat(step.because()).isEqualTo("release of ci #" + first.number());
        assertThat(next("B")).contains(step);
    }

    @Test
    void aCallDoesNotWaitForItsNeighbours() {
        Run first = run("release2/deploy", "deploy");
        JobId call = call(first, "release", "");
        Run second = run("deploy");
        hold("A", first, call);
        hold("B", second, null);
        wait("B", first, job(first, "release2/deploy"));
        wait("B", first, job(first, "deploy"));
        wait("A", second, job(second, "deploy"));

        assertThat(next("A")).isEmpty();
    }

    @Test
    void aLegOfACallWaitsForItsOwnJobsOnly() {
        Run first = run("release.eu/deploy", "release.us/deploy");
        JobId europe = call(first, "release", "eu");
        Run second = run("deploy");
        hold("A", first, europe);
        hold("B", second, null);
        wait("A", second, job(second, "deploy"));
        wait("B", first, job(first, "release.us/deploy"));
        assertThat(next("B")).as("of another leg").isEmpty();

        wait("B", first, job(first, "release.eu/deploy"));
        assertThat(next("B")).map(GroupStep::kind).contains(GroupStep.Kind.BREAK);
    }

    @Test
    void aCallThatHoldsOneGroupMayWaitForItsSecond() {
        Run first = run();
        JobId call = call(first, "release", "");
        Run second = run("deploy");
        hold("A", first, call);
        hold("B", second, null);
        wait("B", first, call);
        JobId newest = job(second, "deploy");
        wait("A", second, newest);

        assertThat(next("B")).map(GroupStep::kind).contains(GroupStep.Kind.BREAK);
        assertThat(next("B")).map(GroupStep::job).contains(newest);
        assertThat(next("A")).as("seen from the other group").isEqualTo(next("B"));
    }

    @Test
    void groupsOfTheSameNameInOtherRepositoriesCloseNoCycle() {
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        Run first = run("deploy");
        Run second = run("deploy");
        Run stranger = database.transaction(tx -> SampleData.blockedRun(tx, docs, "deploy"));
        hold("A", first, null);
        hold("B", second, null);
        hold(new GroupName(docs, "A"), stranger, null);
        wait("B", first, job(first, "deploy"));
        enter(new GroupName(docs, "A"), second, job(second, "deploy"));

        assertThat(next("B")).isEmpty();
    }

    private Run run(String... keys) {
        return database.transaction(tx -> SampleData.blockedRun(tx, shop, keys));
    }

    private JobId job(Run run, String key) {
        return database.statement(tx -> SampleData.jobOf(tx, run, key));
    }

    private JobId call(Run run, String key, String leg) {
        return database.transaction(
                        tx -> NewJobs.insert(tx, run, List.of(SampleData.call(key, leg))))
                .getFirst();
    }

    private void wait(String group, Run run, JobId job) {
        enter(new GroupName(shop, group), run, job);
    }

    private void hold(String group, Run run, @Nullable JobId job) {
        hold(new GroupName(shop, group), run, job);
    }

    private void hold(GroupName group, Run run, @Nullable JobId job) {
        enter(group, run, job);
        database.statement(tx -> {
            Groups.promote(tx, Groups.next(tx, group).orElseThrow().member());
            return true;
        });
    }

    /// In line, so that nobody is superseded.
    private void enter(GroupName group, Run run, @Nullable JobId job) {
        GroupRules rules = new GroupRules(group.key().toLowerCase(Locale.ROOT), false, true);
        database.statement(tx -> {
            Groups.enter(tx, new NewMember(group, rules, run.id(), job));
            return true;
        });
    }

    private Optional<GroupStep> next(String group) {
        return database.statement(tx -> Groups.next(tx, new GroupName(shop, group)));
    }
}
