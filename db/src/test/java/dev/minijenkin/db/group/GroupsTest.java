package dev.minijenkin.db.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.DatabaseException;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.OpenTransaction;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.SampleData;
import dev.minijenkin.db.TestDatabase;
import dev.minijenkin.db.Work;
import dev.minijenkin.db.notify.Hint;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.job.WaitingReason;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final GroupRules USUAL = new GroupRules("Prod", false, false);
    private static final GroupRules CANCELS = new GroupRules("Prod", true, false);
    private static final GroupRules IN_LINE = new GroupRules("Prod", false, true);

    @AutoClose private final TestDatabase test = TestDatabase.create();
    private final Set<Hint> hints = ConcurrentHashMap.newKeySet();
    @AutoClose private final Database database = test.open(hints::addAll);
    private final RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
    private final GroupName prod = new GroupName(shop, "PROD");

    @Test
    void inAnEmptyGroupNothingIsToBeDone() {
        assertThat(next(prod)).isEmpty();
        assertThat(due()).isEmpty();
    }

    @Test
    void theFirstBegins() {
        Run run = run();
        enter(prod, USUAL, run, null);

        GroupStep step = next(prod).orElseThrow();

        assertThat(step.kind()).isEqualTo(GroupStep.Kind.PROMOTE);
        assertThat(step.run()).isEqualTo(run.id());
        assertThat(step.job()).isNull();
        assertThat(step.name()).isEqualTo("Prod");
        assertThat(step.because()).isEmpty();
        assertThat(due()).containsExactly(prod);
    }

    @Test
    void whoComesSecondWaitsUntilTheFirstLeft() {
        Run first = run();
        Run second = run("deploy");
        JobId deploy = job(second, "deploy");
        enter(prod, USUAL, first, null);
        promote(prod);
        enter(prod, USUAL, second, deploy);

        assertThat(next(prod)).isEmpty();
        assertThat(due()).isEmpty();

        assertThat(leave(first)).contains(prod);
        assertThat(next(prod)).map(GroupStep::kind).contains(GroupStep.Kind.PROMOTE);
        assertThat(next(prod)).map(GroupStep::job).contains(deploy);
    }

    @Test
    void twoCannotBeActive() {
        enter(prod, USUAL, run(), null);
        enter(prod, USUAL, run(), null);
        promote(prod);

        assertThatThrownBy(() ->
                        database.statement(tx ->
                                tx.sql().execute("update concurrency_groups set active = true")))
                .isInstanceOf(DatabaseException.class);
    }

    @Test
    void aNewerMemberTakesThePlaceOfTheOneThatWaits() {
        enter(prod, USUAL, run(), null);
        promote(prod);
        Run waiting = run();
        enter(prod, USUAL, waiting, null);
        Run newer = run();
        enter(prod, USUAL, newer, null);

        GroupStep step = next(prod).orElseThrow();

        assertThat(step.kind()).isEqualTo(GroupStep.Kind.SUPERSEDE);
        assertThat(step.run()).isEqualTo(waiting.id());
        assertThat(step.because()).isEqualTo("ci #" + newer.number());
        leave(waiting);
        assertThat(next(prod)).isEmpty();
    }

    @Test
    void oneThatComesInLineTakesNobodysPlace() {
        enter(prod, USUAL, run(), null);
        promote(prod);
        enter(prod, USUAL, run(), null);
        enter(prod, IN_LINE, run(), null);
        enter(prod, IN_LINE, run(), null);

        assertThat(next(prod)).isEmpty();
    }

    @Test
    void whoHasWaitedForLongestBeginsWhoeverCameBehind() {
        Run first = run();
        enter(prod, USUAL, first, null);
        promote(prod);
        Run second = run();
        enter(prod, USUAL, second, null);
        enter(prod, CANCELS, run(), null);
        leave(first);

        GroupStep step = next(prod).orElseThrow();

        assertThat(step.kind()).isEqualTo(GroupStep.Kind.PROMOTE);
        assertThat(step.run()).isEqualTo(second.id());
    }

    @Test
    void aMemberThatCancelsAsksTheActiveOneOnce() {
        Run active = run();
        enter(prod, USUAL, active, null);
        promote(prod);
        Run newer = run("deploy");
        enter(prod, CANCELS, newer, job(newer, "deploy"));

        GroupStep step = next(prod).orElseThrow();

        assertThat(step.kind()).isEqualTo(GroupStep.Kind.CANCEL);
        assertThat(step.run()).isEqualTo(active.id());
        assertThat(step.because()).isEqualTo("deploy of ci #" + newer.number());
        database.statement(tx -> {
            Groups.cancelAsked(tx, step.member());
            return true;
        });
        assertThat(next(prod)).isEmpty();
        assertThat(due()).isEmpty();
    }

    @Test
    void whoIsSupersededCancelsNobodyAnyMore() {
        enter(prod, USUAL, run(), null);
        promote(prod);
        Run cancels = run();
        enter(prod, CANCELS, cancels, null);
        enter(prod, USUAL, run(), null);

        assertThat(next(prod)).map(GroupStep::kind).contains(GroupStep.Kind.SUPERSEDE);
        leave(cancels);
        assertThat(next(prod)).isEmpty();
    }

    @Test
    void groupsOfOtherNamesAndRepositoriesAreOthers() {
        RepositoryId docs = database.transaction(tx -> SampleData.repository(tx, "docs"));
        GroupName other = new GroupName(docs, "PROD");
        GroupName stage = new GroupName(shop, "STAGE");
        enter(prod, USUAL, run(), null);
        promote(prod);
        Run stranger = database.transaction(tx -> SampleData.blockedRun(tx, docs));
        enter(other, USUAL, stranger, null);
        enter(stage, USUAL, run(), null);

        assertThat(next(prod)).isEmpty();
        assertThat(next(other)).map(GroupStep::run).contains(stranger.id());
        assertThat(due()).containsExactlyInAnyOrder(other, stage);
    }

    @Test
    void aRunLeavesAsAWholeAndItsJobsDoNot() {
        Run run = run("deploy");
        enter(prod, USUAL, run, job(run, "deploy"));

        assertThat(leave(run)).isEmpty();
        assertThat(next(prod)).isPresent();
    }

    @Test
    void jobsLeaveOnceTheyHaveEnded() {
        Run run = run("a", "b");
        GroupName stage = new GroupName(shop, "STAGE");
        enter(prod, USUAL, run, job(run, "a"));
        enter(stage, USUAL, run, job(run, "b"));
        enter(new GroupName(shop, "WHOLE"), USUAL, run, null);
        assertThat(leaveEnded(run)).isEmpty();

        end(job(run, "a"));

        assertThat(leaveEnded(run)).containsExactly(prod);
        assertThat(next(prod)).isEmpty();
        assertThat(next(stage)).isPresent();
    }

    @Test
    void aCallKnowsTheGroupsThatItEntered() {
        Run run = run("call");
        JobId call = job(run, "call");
        assertThat(entered(call)).isEmpty();
        enter(prod, USUAL, run, call);
        enter(new GroupName(shop, "STAGE"), USUAL, run, call);

        assertThat(entered(call)).containsExactlyInAnyOrder("PROD", "STAGE");
    }

    @Test
    void aGroupIsHeldByTheRunOrItsCallsThatAreActive() {
        Run run = run("call", "other");
        JobId call = job(run, "call");
        JobId other = job(run, "other");
        enter(prod, USUAL, run, call);
        assertThat(held(prod, run, call)).as("it waits").isFalse();

        promote(prod);
        assertThat(held(prod, run, call)).isTrue();
        assertThat(held(prod, run, other)).as("by another job").isFalse();
        assertThat(held(prod, run())).as("by another run").isFalse();
        assertThat(held(new GroupName(shop, "STAGE"), run, call)).isFalse();

        GroupName whole = new GroupName(shop, "WHOLE");
        enter(whole, USUAL, run, null);
        promote(whole);
        assertThat(held(whole, run)).isTrue();
    }

    @Test
    void thoseThatWaitAreToldWhoHoldsTheGroup() {
        Run holder = run("deploy");
        enter(prod, USUAL, holder, job(holder, "deploy"));
        promote(prod);
        Run waiting = run("release");
        JobId release = job(waiting, "release");
        enter(prod, IN_LINE, waiting, release);
        Run whole = run();
        enter(prod, IN_LINE, whole, null);
        database.transaction(tx -> {
            Jobs.await(tx, release, WaitingReason.CONCURRENCY, "Waits");
            Runs.await(tx, whole.id(), "Waits");
            return true;
        });
        hints.clear();

        explain(prod);

        String sentence =
                "Waits for the concurrency group `Prod`, which deploy of ci #"
                        + holder.number()
                        + " holds";
        assertThat(message("jobs", release.value())).isEqualTo(sentence);
        assertThat(message("pipeline_runs", whole.id().value())).isEqualTo(sentence);
        assertThat(hints)
                .containsExactlyInAnyOrder(
                        new Hint(Topic.RUN, waiting.id().value()),
                        new Hint(Topic.RUN, whole.id().value()));
        hints.clear();
        explain(prod);
        assertThat(hints).as("told already").isEmpty();
    }

    @Test
    void whatSomebodyElseHasLockedIsNotTold() {
        enter(prod, USUAL, run(), null);
        promote(prod);
        Run waiting = run("release");
        JobId release = job(waiting, "release");
        enter(prod, USUAL, waiting, release);
        database.transaction(tx -> {
            Jobs.await(tx, release, WaitingReason.CONCURRENCY, "Waits");
            return true;
        });

        try (var open =
                OpenTransaction.begin(database, tx -> touch("jobs", release.value()).in(tx))) {
            explain(prod);
            assertThat(open.value()).isEqualTo(1);
        }

        assertThat(message("jobs", release.value())).isEqualTo("Waits");
    }

    @Test
    void onlyOneAtATimeMayMakeSomebodyActive() {
        enter(prod, USUAL, run(), null);
        CompletableFuture<Optional<GroupStep>> second;
        try (var open =
                OpenTransaction.begin(
                        database,
                        tx -> {
                            Groups.lock(tx, prod);
                            GroupStep step = Groups.next(tx, prod).orElseThrow();
                            Groups.promote(tx, step.member());
                            return step.kind();
                        })) {
            second =
                    OpenTransaction.heldUp(
                            database,
                            tx -> {
                                Groups.lock(tx, prod);
                                return Groups.next(tx, prod);
                            });
            assertThat(open.value()).isEqualTo(GroupStep.Kind.PROMOTE);
            database.transaction(tx -> {
                Groups.lock(tx, new GroupName(shop, "STAGE"));
                return true;
            });
        }

        assertThat(second.join()).as("the other is active by now").isEmpty();
    }

    private Run run(String... keys) {
        return database.transaction(tx -> SampleData.blockedRun(tx, shop, keys));
    }

    private JobId job(Run run, String key) {
        return database.statement(tx -> SampleData.jobOf(tx, run, key));
    }

    private void enter(GroupName group, GroupRules rules, Run run, @Nullable JobId job) {
        database.statement(tx -> {
            Groups.enter(tx, new NewMember(group, rules, run.id(), job));
            return true;
        });
    }

    private Optional<GroupStep> next(GroupName group) {
        return database.statement(tx -> Groups.next(tx, group));
    }

    private List<GroupName> due() {
        return database.statement(Groups::due);
    }

    /// The one whose turn it is.
    private void promote(GroupName group) {
        GroupStep step = next(group).orElseThrow();
        assertThat(step.kind()).isEqualTo(GroupStep.Kind.PROMOTE);
        database.statement(tx -> {
            Groups.promote(tx, step.member());
            return true;
        });
    }

    private Optional<GroupName> leave(Run run) {
        return database.statement(tx -> Groups.leave(tx, run.id()));
    }

    private List<GroupName> leaveEnded(Run run) {
        return database.statement(tx -> Groups.leaveEnded(tx, run.id()));
    }

    private void end(JobId job) {
        database.statement(tx ->
                Jobs.finish(tx, job, JobResult.withoutRunner(Conclusion.SUCCESS, null, null)));
    }

    private Set<String> entered(JobId job) {
        return database.statement(tx -> Groups.entered(tx, job));
    }

    private boolean held(GroupName group, Run run, JobId... calls) {
        return database.statement(tx -> Groups.isHeldBy(tx, group, run.id(), List.of(calls)));
    }

    private void explain(GroupName group) {
        database.statement(tx -> {
            Groups.explain(tx, group);
            return true;
        });
    }

    private static Work<Integer> touch(String table, long id) {
        return tx -> tx.sql().execute("update " + table + " set name = name where id = ?", id);
    }

    private @Nullable String message(String table, long id) {
        return database.statement(tx ->
                tx.sql()
                        .fetchSingle("select message from " + table + " where id = ?", id)
                        .get("message", String.class));
    }
}
