package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.claim.ClaimOutcome;
import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.db.claim.Claims;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.deployment.Deployments;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.group.GroupName;
import dev.minijenkin.db.group.GroupRules;
import dev.minijenkin.db.group.Groups;
import dev.minijenkin.db.group.NewMember;
import dev.minijenkin.db.lock.ChoreLock;
import dev.minijenkin.db.lock.LockHolders;
import dev.minijenkin.db.lock.TryLock;
import dev.minijenkin.db.log.LogChunk;
import dev.minijenkin.db.log.LogChunkCodec;
import dev.minijenkin.db.log.LogLine;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.retention.RetentionPass;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.job.JobResult;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.run.step.StepReport;
import dev.minijenkin.db.run.step.Steps;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.db.stats.RollUps;
import dev.minijenkin.db.stats.Stats;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Whatever somebody holds who may only read, the product goes on.
class ReadersLocksTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> MODES =
            List.of(
                    "access share",
                    "row share",
                    "row exclusive",
                    "share update exclusive",
                    "share",
                    "share row exclusive",
                    "exclusive",
                    "access exclusive");

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();

    @AutoClose
    private final Database server = Database.open(test.memberOf("mj_server"), HintSink.NONE);

    @AutoClose
    private final Database runner = Database.open(test.memberOf("mj_runner"), HintSink.NONE);

    @TestFactory
    List<DynamicTest> theProductGoesOnWhateverTheyLock() {
        return Stream.of("mj_viewer", "mj_operator", "mj_guest_runner")
                .map(role -> DynamicTest.dynamicTest(role, () -> goesOn(role)))
                .toList();
    }

    private void goesOn(String role) throws SQLException {
        RepositoryId repository = owner.transaction(tx -> SampleData.repository(tx, role));
        Run seen = server.transaction(tx -> SampleData.queuedRun(tx, repository, "seen"));
        try (Connection reader = test.memberOf(role).dataSource().getConnection()) {
            reader.setAutoCommit(false);
            List<String> held = lockWhatCanBeLocked(reader);
            assertThat(held).allMatch(lock -> lock.endsWith(" in access share mode"));
            if (!role.equals("mj_guest_runner")) {
                assertThat(held).hasSizeGreaterThan(30);
                watch(reader, seen);
            }
            if (role.equals("mj_operator")) {
                try (Statement statement = reader.createStatement()) {
                    statement.execute(
                            "insert into commands (kind, run_id, repository_id) values ('cancel', %d, %d)"
                                    .formatted(seen.id().value(), repository.value()));
                }
            }
            workOf(role, repository, seen);
            reader.rollback();
        }
    }

    /// All at once, and nobody waits for anybody: with a limit on what a test waits.
    private List<String> lockWhatCanBeLocked(Connection reader) throws SQLException {
        List<String> relations =
                test.rows()
                        .texts(
                                """
                                select relname from pg_class
                                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v')
                                order by relname
                                """);
        assertThat(relations).contains("claims", "log_watchers", "chore_locks", "job_logs_default");
        List<String> held = new ArrayList<>();
        for (String relation : relations) {
            for (String mode : MODES) {
                Savepoint before = reader.setSavepoint();
                String lock = relation + " in " + mode + " mode";
                try (Statement statement = reader.createStatement()) {
                    statement.execute("lock table " + lock + " nowait");
                    held.add(lock);
                } catch (SQLException e) {
                    assertThat(e.getSQLState()).as(lock).isEqualTo("42501");
                    reader.rollback(before);
                }
            }
        }
        return held;
    }

    /// What looking at a log locks.
    private static void watch(Connection reader, Run run) throws SQLException {
        try (Statement statement = reader.createStatement()) {
            statement.execute(
                    "select watch_log(%d, gen_random_uuid(), 60)".formatted(run.id().value()));
        }
    }

    /// Each write path of the product once: one that had to wait would fail.
    private void workOf(String name, RepositoryId repository, Run seen) {
        UUID instance = UUID.randomUUID();
        RunnerId id = runner.transaction(tx -> SampleData.runner(tx, name, instance));
        server.transaction(tx -> SampleData.queuedRun(tx, repository, "build", "test"));
        Optional<Run> locked = server.transaction(tx -> Runs.tryLock(tx, seen.id()));
        assertThat(locked).isPresent();
        for (int i = 0; i < 3; i++) {
            ClaimedJob job = runner.statement(tx -> SampleData.claim(tx, id, instance));
            assertThat(runner.statement(tx -> Logs.append(tx, List.of(chunk(job)))).live())
                    .contains(job.claim());
            runner.runInTransaction(tx -> {
                Steps.write(
                        tx,
                        Map.of(
                                job.claim(),
                                List.of(StepReport.pending(1, "", "x").started(1, Instant.now()))));
                Runs.lock(tx, job.run());
                Claims.release(tx, job.claim(), ClaimOutcome.FINISHED);
                Jobs.finish(
                        tx,
                        job.job(),
                        new JobResult(Conclusion.SUCCESS, null, null, "{}", 1, 1, false));
            });
            runner.statement(tx -> Runners.beat(tx, id, instance, 0));
        }
        turns(repository, seen);
        commands(seen);
        housekeeping();
        runner.runInTransaction(tx -> Runs.finish(tx, seen.id(), Conclusion.SUCCESS, null));
        runner.runInTransaction(tx -> Runners.stop(tx, id, instance));
    }

    private void turns(RepositoryId repository, Run run) {
        GroupName group = new GroupName(repository, "G");
        runner.runInTransaction(tx -> {
            Runs.lock(tx, run.id());
            Groups.enter(
                    tx, new NewMember(group, new GroupRules("g", false, false), run.id(), null));
            Groups.lock(tx, group);
            Groups.promote(tx, Groups.next(tx, group).orElseThrow().member());
            Groups.leave(tx, run.id());
        });
        boolean turn = runner.transaction(tx -> Groups.tryLock(tx, group));
        assertThat(turn).isTrue();
        runner.runInTransaction(tx -> {
            EnvironmentId environment = Environments.ensure(tx, repository, "prod");
            Deployments.request(tx, environment, run, SampleData.jobsOf(tx, run).getFirst());
            assertThat(Deployments.tryLock(tx, environment)).isTrue();
            Deployments.begin(tx, Deployments.next(tx, environment).orElseThrow());
        });
    }

    private void commands(Run run) {
        owner.transaction(tx ->
                Commands.insert(tx, new NewCommand("cancel", "{}", null, run.id(), null, null)));
        runner.runInTransaction(tx ->
                Commands.complete(
                        tx,
                        Commands.lockNext(tx).orElseThrow().id(),
                        new CommandResult(CommandState.DONE, "Done"),
                        "test"));
    }

    private void housekeeping() {
        for (ChoreLock lock : ChoreLock.values()) {
            boolean taken = server.transaction(tx -> TryLock.take(tx, lock));
            assertThat(taken).isTrue();
        }
        server.transaction(RollUps::add);
        RetentionPass.start().forEach(rows -> server.transaction(rows::deleteSome));
        server.transaction(Stats::sampleLastMinute);
        server.runInTransaction(Logs::forgetOldWatchers);
        server.runInTransaction(Groups::forgetUnused);
        int made = server.transaction(Stats::ensureLogPartitions);
        assertThat(made).isZero();
    }

    private static LogChunk chunk(ClaimedJob job) {
        LogLine line = new LogLine(START, "text".getBytes(StandardCharsets.UTF_8), true);
        return new LogChunk(
                job.claim(),
                job.job(),
                job.terms().logDay(),
                0,
                1,
                1,
                1,
                false,
                4,
                START,
                LogChunkCodec.encode(START, List.of(line)));
    }

    /// To drop a partition means to wait for whoever reads logs: for a moment, and then later.
    @Test
    void aReaderOfLogsPutsTheDroppingOfOldOnesOffAndNothingElse() throws SQLException {
        test.rows()
                .execute(
                        """
                        set role mj_owner;
                        create table job_logs_y2020m01d02 partition of job_logs
                            for values from ('2020-01-02') to ('2020-01-03');
                        reset role
                        """);
        try (Connection reader = test.memberOf("mj_viewer").dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select count(*) from job_logs");
            assertThatThrownBy(() -> server.transaction(Stats::dropOldLogPartitions))
                    .isInstanceOfSatisfying(
                            DatabaseUnavailableException.class,
                            e -> assertThat(e.heldUp()).isTrue());
            reader.rollback();
        }
        int dropped = server.transaction(Stats::dropOldLogPartitions);
        assertThat(dropped).isEqualTo(1);
    }

    /// Those of a week ahead are there: what is put off is the last of them.
    @Test
    void aReaderOfLogsPutsTheMakingOfNewOnesOffAndNothingElse() throws SQLException {
        String newest =
                test.rows()
                        .text(
                                """
                                select 'job_logs_' || to_char((now() at time zone 'UTC')::date + 7, '"y"YYYY"m"MM"d"DD')
                                """);
        test.rows().execute("drop table " + newest);
        try (Connection reader = test.memberOf("mj_viewer").dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("select count(*) from job_logs");
            assertThatThrownBy(() -> server.transaction(Stats::ensureLogPartitions))
                    .isInstanceOfSatisfying(
                            DatabaseUnavailableException.class,
                            e -> assertThat(e.heldUp()).isTrue());
            reader.rollback();
        }
        int made = server.transaction(Stats::ensureLogPartitions);
        assertThat(made).isEqualTo(1);
    }

    @Test
    void advisoryLocksAreNotForPeople() {
        for (String role : List.of("mj_viewer", "mj_operator", "mj_admin", "mj_guest_runner")) {
            assertThat(
                            test.rows()
                                    .texts(
                                            """
                                            select oid::regprocedure from pg_proc
                                            where proname like '%advisory%'
                                                and has_function_privilege(?, oid, 'execute')
                                            """,
                                            role))
                    .as(role)
                    .isEmpty();
        }
        assertThat(test.rows().count("pg_proc where proname like '%advisory%lock%'"))
                .as("there are such functions")
                .isGreaterThan(10);
    }

    /// What runs with the rights of the owner takes nothing that could be turned against him.
    @Test
    void whatRunsAsTheOwnerIsFewAndClosed() {
        assertThat(
                        test.rows()
                                .texts(
                                        """
                                        select oid::regprocedure from pg_proc
                                        where pronamespace = 'public'::regnamespace and prosecdef
                                            and array_to_string(proconfig, ' ') like 'search_path=%'
                                        order by 1::text
                                        """))
                .containsExactlyInAnyOrder(
                        "add_person(text,text,text,text[])",
                        "break_glass(bigint,bigint)",
                        "change_repository(bigint)",
                        "claimed_secrets(bigint)",
                        "create_session(bytea,integer)",
                        "create_session_by_token(bytea,bytea,integer)",
                        "create_token(text,bytea,text[],integer,text[])",
                        "decide_deployment(bigint,bigint)",
                        "delete_old_commands(bigint)",
                        "drop_old_log_partitions()",
                        "drop_person(text)",
                        "end_person(text)",
                        "ensure_log_partitions()",
                        "end_session(bytea)",
                        "explain_job(bigint)",
                        "guest_actions(bigint)",
                        "guest_append(bigint[],integer[],integer[],bigint[],integer[],boolean[],integer[],bigint[],bytea[])",
                        "guest_artifact_append(bigint,bigint,integer,bytea)",
                        "guest_artifact_begin(bigint,text,integer,artifact_packing,text,boolean)",
                        "guest_artifact_complete(bigint,bigint,bytea)",
                        "guest_artifact_piece(bigint,bigint,integer)",
                        "guest_artifact_remove(bigint,bigint)",
                        "guest_artifacts(bigint)",
                        "guest_beat(bigint,uuid,real,integer[])",
                        "guest_begin(bigint)",
                        "guest_default_branch(bigint)",
                        "guest_finish(bigint,conclusion,cause,text,text,bigint,bigint,boolean,text,integer[],text[],text[],text[],text[],integer[],integer[])",
                        "guest_keep_action(bigint,text,text,text)",
                        "guest_label_sets(text[])",
                        "guest_register(text,uuid,text[],integer,text,text,text,text,bigint,uuid[],bytea)",
                        "guest_return(bigint,boolean)",
                        "guest_secrets_of(bigint)",
                        "guest_steps(bigint[],integer[],text[],text[],text[],text[],text[],integer[],bigint[],bigint[],bigint[])",
                        "guest_stop(bigint,uuid)",
                        "guest_summary(bigint,integer,integer,text)",
                        "guest_take(integer[],smallint[],bigint[],bigint,uuid,integer)",
                        "guest_test_report(bigint,integer,text)",
                        "guest_test_report_complete(bigint,integer)",
                        "guest_test_results(bigint,integer,integer,text[],text[],text[],bigint[],text[],text[],text[],integer[])",
                        "guest_variables(bigint)",
                        "hooks_to_seal_anew()",
                        "limit_person(text,text[])",
                        "lock_claim_limits()",
                        "lock_holders(integer)",
                        "may_wish(text,jsonb,bigint,bigint,bigint)",
                        "remove_saved_search(text)",
                        "resend_messages(bigint[])",
                        "revoke_token(bigint)",
                        "roll_back_deployment(bigint,bigint)",
                        "search_match_is_told()",
                        "secrets_for_guests(integer)",
                        "secrets_to_seal_anew()",
                        "seen_repositories()",
                        "sees_everything()",
                        "send_command_by_token(bytea,text,jsonb,text,bigint,bigint,bigint,timestamp with time zone,text,bytea)",
                        "targets_to_seal_anew()",
                        "tell_targets_of_job(bigint)",
                        "tell_targets_of_run(bigint,text)",
                        "test_target(bigint,uuid)",
                        "unwatch_log(bigint,uuid)",
                        "use_token(bytea)",
                        "watch_log(bigint,uuid,double precision)",
                        "withdraw_command(bigint,text)",
                        "withdraw_command_by_token(bytea,bigint,text)");
        assertThat(
                        test.rows()
                                .count(
                                        "pg_proc where pronamespace = 'public'::regnamespace and"
                                                + " prosecdef"))
                .as("there are no others")
                .isEqualTo(64);
        assertThat(
                        test.rows()
                                .texts(
                                        """
                                        select proname from pg_proc
                                        where pronamespace = 'public'::regnamespace
                                            and not 'lock_timeout=1s' = any(proconfig)
                                        """))
                .as("what locks waits for a moment, whoever calls it; these only look")
                .containsExactlyInAnyOrder(
                        "lock_holders",
                        "comes_from_fork",
                        "claimed_secrets",
                        "guest_label_sets",
                        "secrets_for_guests",
                        "secrets_of_claim",
                        "secrets_to_seal_anew",
                        "hooks_to_seal_anew",
                        "explain_job",
                        "sees_everything",
                        "seen_repositories",
                        "command_subjects",
                        "may_wish",
                        "glob_class",
                        "glob_regex",
                        "name_fits",
                        "may_deploy",
                        "is_among",
                        "is_person",
                        "live_token");
    }

    @Test
    void nobodyWatchesLongerThanAllowed() {
        RepositoryId repository = owner.transaction(tx -> SampleData.repository(tx, "shop"));
        Run run = server.transaction(tx -> SampleData.queuedRun(tx, repository, "seen"));
        try (Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE)) {
            for (String seconds :
                    List.of("1e300", "'infinity'", "'nan'", "null", "-1e300", "'-infinity'", "0")) {
                viewer.runInTransaction(tx ->
                        tx.sql()
                                .execute(
                                        "select watch_log(%d, gen_random_uuid(), %s)"
                                                .formatted(run.id().value(), seconds)));
            }
        }
        assertThat(
                        test.rows()
                                .count(
                                        "log_watchers where expires_at between now() - interval '1 minute'"
                                                + " and now() + interval '5 minutes'"))
                .isEqualTo(7);
    }

    @Test
    void nobodyTouchesTheWatchingOfOthers() {
        RepositoryId repository = owner.transaction(tx -> SampleData.repository(tx, "shop"));
        Run run = server.transaction(tx -> SampleData.queuedRun(tx, repository, "seen"));
        UUID watcher = UUID.randomUUID();
        owner.transaction(tx -> Logs.watch(tx, run.id(), watcher, Duration.ofMinutes(4)));
        try (Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE)) {
            viewer.transaction(tx -> Logs.watch(tx, run.id(), watcher, Duration.ZERO));
            viewer.runInTransaction(tx -> Logs.unwatch(tx, run.id(), watcher));
        }
        assertThat(test.rows().texts("select login from log_watchers where expires_at > now()"))
                .containsExactly("postgres");
    }

    @Test
    void nobodyFillsTheTableOfWatchers() {
        RepositoryId repository = owner.transaction(tx -> SampleData.repository(tx, "shop"));
        Run run = server.transaction(tx -> SampleData.queuedRun(tx, repository, "seen"));
        try (Database viewer = Database.open(test.memberOf("mj_viewer"), HintSink.NONE)) {
            assertThatThrownBy(() ->
                            viewer.statement(tx ->
                                    tx.sql()
                                            .fetch(
                                                    "select watch_log(%d, gen_random_uuid(), 60)"
                                                                    .formatted(run.id().value())
                                                            + " from generate_series(1, 1001)")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("looks at a thousand logs already");
        }
    }

    /// Who waits for whom is told of one's own sessions alone.
    @Test
    void nobodyAsksWhomOthersWaitFor() throws SQLException {
        try (Connection held = test.configuration().dataSource().getConnection();
                Statement statement = held.createStatement();
                Database others = test.open()) {
            held.setAutoCommit(false);
            statement.execute("select from settings for update");
            var waiting =
                    OpenTransaction.heldUp(
                            others,
                            tx -> tx.sql().execute("update settings set lease_seconds = 7"));
            String pid =
                    test.rows()
                            .text(
                                    "select pid from pg_stat_activity where wait_event_type = 'Lock'"
                                            + " and datname = current_database()");
            assertThat(test.rows().count("lock_holders(" + pid + ")")).isEqualTo(1);
            int seen = runner.statement(tx -> LockHolders.of(tx, Integer.parseInt(pid)).size());
            assertThat(seen).isZero();
            held.rollback();
            waiting.join();
        }
    }
}
