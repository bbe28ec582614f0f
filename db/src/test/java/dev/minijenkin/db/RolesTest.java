package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.claim.Acknowledgement;
import dev.minijenkin.db.claim.ClaimFloor;
import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.group.GroupName;
import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.group.NewMember;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.listener.HeardRun;
import dev.minijenkin.db.listener.RunActivity;
import dev.minijenkin.db.listener.RunListeners;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.run.Jobs;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.runner.Heartbeat;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.db.stats.Stats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Who may do what: each row of the matrix is one real statement, tried as each role.
class RolesTest {
    private static final List<String> ROLES =
            List.of("viewer", "operator", "admin", "server", "runner", "guest_runner");

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();
    private final RepositoryId repository = owner.transaction(tx -> SampleData.repository(tx, "a"));
    private final Run run = owner.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));

    /// A statement, and the roles that may carry it out, by their first letters: `v o a s r g`.
    private record Row(String allowed, Work<?> statement) {}

    private Map<String, Row> matrix() {
        Map<String, Row> rows = new TreeMap<>();
        rows.put("read runs", row("voasr", tx -> tx.sql().execute("select * from pipeline_runs")));
        rows.put(
                "see which version the schema has",
                row("voasrg", tx -> tx.sql().execute("select * from flyway_schema_history")));
        rows.put("read logs", row("voasr", tx -> tx.sql().execute("select * from job_logs")));
        rows.put("read the line of health", row("voasr", Stats::health));
        rows.put("list repositories", row("voasr", Repositories::all));
        rows.put(
                "watch a log",
                row(
                        "voasr",
                        tx -> {
                            Logs.watch(tx, run.id(), UUID.randomUUID(), Duration.ofMinutes(1));
                            return true;
                        }));
        rows.put("read a hook's secret", row("s", tx -> Repositories.hookSecret(tx, repository)));
        rows.put(
                "read ciphertexts",
                row("r", tx -> tx.sql().execute("select ciphertext from secrets")));
        rows.put("read token hashes", row("s", tx -> tx.sql().execute("select hash from tokens")));
        rows.put(
                "read a target's secret",
                row("s", tx -> tx.sql().execute("select secret from outbox_targets")));
        rows.put("insert a command", row("oasr", tx -> Commands.insert(tx, cancel())));
        rows.put(
                "insert a command as somebody else",
                row(
                        "sr",
                        tx ->
                                tx.sql()
                                        .execute(
                                                "insert into commands (kind, actor) values ('cancel', 'root')")));
        rows.put(
                "register a repository",
                row(
                        "a",
                        tx ->
                                Repositories.register(
                                        tx,
                                        new NewRepository(
                                                "b", "/b", "main", "sixteen letters!", false))));
        rows.put(
                "change settings",
                row("a", tx -> tx.sql().execute("update settings set lease_seconds = 20")));
        rows.put(
                "keep a delivery",
                row(
                        "sr",
                        tx ->
                                Deliveries.receive(
                                        tx,
                                        new NewDelivery(
                                                repository,
                                                DeliverySource.GIT,
                                                "key",
                                                "push",
                                                new byte[0]))));
        rows.put(
                "register a runner",
                row("sr", tx -> SampleData.runner(tx, "oak", UUID.randomUUID())));
        rows.put("insert a run", row("sr", tx -> SampleData.queuedRun(tx, repository, "x")));
        rows.put(
                "enter a concurrency group",
                row(
                        "sr",
                        tx -> {
                            Groups.enter(
                                    tx,
                                    new NewMember(
                                            new GroupName(repository, "G"),
                                            new GroupRules("g", false, false),
                                            run.id(),
                                            null));
                            return Groups.next(tx, new GroupName(repository, "G"));
                        }));
        rows.put(
                "deploy",
                row(
                        "sr",
                        tx -> {
                            EnvironmentId environment = Environments.ensure(tx, repository, "prod");
                            JobId job = Jobs.ofRun(tx, run.id(), 1).getFirst().id();
                            Deployments.request(tx, environment, run, job);
                            return Deployments.begin(
                                    tx, Deployments.next(tx, environment).orElseThrow());
                        }));
        rows.put(
                "listen to runs",
                row(
                        "s",
                        tx -> {
                            RunListeners.put(tx, repository, run.pipeline(), List.of(), List.of());
                            return true;
                        }));
        rows.put("create log partitions", row("sr", tx -> Stats.ensureLogPartitions(tx, 9)));
        rows.put(
                "refresh figures",
                row(
                        "sr",
                        tx -> {
                            Stats.refreshPipelineStats(tx);
                            return true;
                        }));
        rows.put("drop a table", row("", tx -> tx.sql().execute("drop table queue")));
        rows.put(
                "read the sources of runs",
                row("voasr", tx -> tx.sql().execute("select * from run_sources")));
        return rows;
    }

    @TestFactory
    List<DynamicTest> eachRoleMayDoWhatTheMatrixSaysAndNothingElse() {
        return matrix().entrySet().stream()
                .flatMap(entry ->
                        ROLES.stream()
                                .map(role ->
                                        DynamicTest.dynamicTest(
                                                role + ": " + entry.getKey(),
                                                () -> check(role, entry.getValue()))))
                .toList();
    }

    @Test
    void aRunnerCarriesAJobFromTheQueueToItsEnd() {
        UUID instance = UUID.randomUUID();
        owner.transaction(tx -> {
            RunListeners.put(tx, repository, run.pipeline(), List.of("in_progress"), List.of());
            return true;
        });
        try (Database database = open("runner")) {
            RunnerId runner = database.transaction(tx -> SampleData.runner(tx, "elm", instance));
            ClaimedJob job =
                    database.statement(tx ->
                                    Claims.take(
                                            tx,
                                            runner,
                                            instance,
                                            LabelSets.servedBy(tx, List.of("linux")),
                                            new ClaimFloor(System::nanoTime),
                                            1))
                            .getFirst();
            Acknowledgement acknowledgement =
                    database.transaction(tx -> {
                        Acknowledgement answer = Claims.acknowledge(tx, job.claim(), job.run());
                        RunListeners.heard(tx, job.run(), RunActivity.IN_PROGRESS)
                                .ifPresent(heard -> Deliveries.receive(tx, told(heard)));
                        return answer;
                    });
            Heartbeat heartbeat = database.statement(tx -> Runners.beat(tx, runner, instance, 0));
            Optional<JobId> finished =
                    database.statement(
                            tx -> Claims.release(tx, job.claim(), ClaimOutcome.FINISHED));
            assertThat(acknowledgement).isEqualTo(Acknowledgement.RUN_BEGAN);
            assertThat(heartbeat.live()).containsExactly(job.claim());
            assertThat(finished).contains(job.job());
            int told =
                    database.statement(tx ->
                            tx.sql()
                                    .fetchSingle(
                                            "select count(*) from hook_deliveries where source = 'run'")
                                    .get(0, Integer.class));
            assertThat(told)
                    .as("whoever listens to runs is told, by the role of a runner too")
                    .isEqualTo(1);
        }
    }

    @Test
    void theActorOfACommandIsTheRoleThatLoggedIn() {
        try (Database database = open("operator")) {
            database.statement(tx -> Commands.insert(tx, cancel()));
        }
        PendingCommand command =
                owner.transaction(tx -> {
                    PendingCommand next = Commands.lockNext(tx).orElseThrow();
                    Commands.complete(
                            tx, next.id(), new CommandResult(CommandState.DONE, "Done."), "test");
                    return next;
                });
        assertThat(command.actor()).isEqualTo("test_operator");
    }

    private void check(String role, Row row) {
        try (Database database = open(role)) {
            Work<?> rolledBack =
                    tx -> {
                        row.statement().in(tx);
                        throw new Allowed();
                    };
            if (row.allowed().contains(role.substring(0, 1))) {
                assertThatThrownBy(() -> database.transaction(rolledBack))
                        .isInstanceOf(Allowed.class);
            } else {
                assertThatThrownBy(() -> database.transaction(rolledBack))
                        .isInstanceOf(DatabaseException.class)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        }
    }

    private Database open(String role) {
        owner.statement(tx ->
                tx.sql()
                        .execute(
                                """
                                do $$ begin
                                    if not exists (select from pg_roles where rolname = 'test_%1$s') then
                                        create role test_%1$s login in role mj_%1$s;
                                    end if;
                                end $$
                                """
                                        .formatted(role)));
        return Database.open(
                test.configuration("test_" + role).withMaximumConnections(1), HintSink.NONE);
    }

    private static NewDelivery told(HeardRun run) {
        return new NewDelivery(
                run.repository().id(),
                DeliverySource.RUN,
                "told",
                "workflow_run",
                new byte[0],
                run.chain() + 1);
    }

    private NewCommand cancel() {
        return new NewCommand("cancel", "{}", null, run.id(), null, null);
    }

    private static Row row(String allowed, Work<?> statement) {
        return new Row(allowed, statement);
    }

    /// Rolls back what was allowed, so that each row of the matrix finds the same database.
    private static final class Allowed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
