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
import dev.minijenkin.db.guest.GuestReports;
import dev.minijenkin.db.hold.Holds;
import dev.minijenkin.db.hook.AwayRemotes;
import dev.minijenkin.db.hook.Deliveries;
import dev.minijenkin.db.hook.DeliverySource;
import dev.minijenkin.db.hook.NewDelivery;
import dev.minijenkin.db.limit.ClaimLimits;
import dev.minijenkin.db.listener.HeardRun;
import dev.minijenkin.db.listener.RunActivity;
import dev.minijenkin.db.listener.RunListeners;
import dev.minijenkin.db.lock.ChoreLease;
import dev.minijenkin.db.lock.ChoreLock;
import dev.minijenkin.db.lock.LockHolders;
import dev.minijenkin.db.lock.TryLock;
import dev.minijenkin.db.log.Logs;
import dev.minijenkin.db.login.Logins;
import dev.minijenkin.db.login.Password;
import dev.minijenkin.db.login.PersonRole;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.outbox.Messages;
import dev.minijenkin.db.outbox.NewTarget;
import dev.minijenkin.db.outbox.TargetEvent;
import dev.minijenkin.db.outbox.TargetFilter;
import dev.minijenkin.db.outbox.TargetId;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.db.outbox.TargetSeals;
import dev.minijenkin.db.outbox.Targets;
import dev.minijenkin.db.queue.LabelSets;
import dev.minijenkin.db.repository.DefaultBranchFiles;
import dev.minijenkin.db.repository.GuestRuns;
import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.run.job.Jobs;
import dev.minijenkin.db.runner.Heartbeat;
import dev.minijenkin.db.runner.Runners;
import dev.minijenkin.db.seal.KeyPair;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.Sealed;
import dev.minijenkin.db.seal.SealingKey;
import dev.minijenkin.db.search.LogSearch;
import dev.minijenkin.db.search.SearchFacets;
import dev.minijenkin.db.search.SearchQuery;
import dev.minijenkin.db.search.index.SearchIndex;
import dev.minijenkin.db.search.saved.SavedSearchMatching;
import dev.minijenkin.db.search.saved.SavedSearches;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.db.secret.SealedSecret;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.db.stats.RollUps;
import dev.minijenkin.db.stats.Stats;
import dev.minijenkin.db.token.AccessToken;
import dev.minijenkin.db.token.NewToken;
import dev.minijenkin.db.token.Sessions;
import dev.minijenkin.db.token.TokenCommands;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.db.token.Tokens;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.ValueName;
import dev.minijenkin.db.variable.Variables;
import dev.minijenkin.db.view.explain.Explanations;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
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
    private final Sealed hookSecret = owner.transaction(SampleData::sealed);
    private final Run run = owner.transaction(tx -> SampleData.queuedRun(tx, repository, "build"));

    /// A statement, and the roles that may carry it out, by their first letters: `v o a s r g`.
    private record Row(String allowed, Work<?> statement) {}

    private static Optional<TargetId> addTarget(Tx tx) {
        return Targets.add(
                tx,
                new NewTarget(
                        "t",
                        TargetKind.WEBHOOK,
                        null,
                        "https://t",
                        null,
                        null,
                        TargetFilter.of(TargetEvent.RUN_FAILED)));
    }

    private static int guest(Tx tx, String call) {
        return tx.sql().execute("select * from " + call);
    }

    private static int beginSession(Tx tx) {
        return tx.sql()
                .execute(
                        "select create_session(sha256(?), 1)",
                        UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    }

    private static TokenId makeToken(Tx tx) {
        return Tokens.create(
                tx,
                new NewToken("t", Set.of(TokenScope.READ), 1, null),
                AccessToken.generate(new SecureRandom()));
    }

    private Map<String, Row> matrix() {
        Map<String, Row> rows = new TreeMap<>();
        rows.put("read runs", row("voasr", tx -> tx.sql().execute("select * from pipeline_runs")));
        rows.put(
                "see which version the schema has",
                row("voasrg", tx -> tx.sql().execute("select * from flyway_schema_history")));
        rows.put("read logs", row("voasr", tx -> tx.sql().execute("select * from job_logs")));
        rows.put("read the line of health", row("voasr", Stats::health));
        rows.put("see whether anything is under way", row("voasr", Stats::anythingIsUnderWay));
        rows.put("list repositories", row("voasr", Repositories::all));
        rows.put(
                "watch a log",
                row(
                        "voasr",
                        tx -> {
                            Logs.watch(tx, run.id(), UUID.randomUUID(), Duration.ofMinutes(1));
                            return true;
                        }));
        rows.put("read a hook's secret", row("s", tx -> HookSecrets.find(tx, "shop")));
        rows.put(
                "read ciphertexts",
                row("", tx -> tx.sql().execute("select ciphertext from secrets")));
        rows.put("list secrets without their values", row("voasr", Secrets::all));
        rows.put(
                "take the secrets of a claim", row("r", tx -> Secrets.ofClaim(tx, new ClaimId(1))));
        rows.put("take what is sealed to an old key", row("a", Secrets::outdated));
        rows.put("take hooks that are sealed to an old key", row("a", HookSecrets::outdated));
        rows.put(
                "put a secret",
                row(
                        "a",
                        tx -> {
                            SealingKey key = KeyPair.generate(KeyPurpose.RUNNER).publicHalf();
                            EncryptionKeys.take(tx, key);
                            EncryptionKeys.lockInUse(tx, KeyPurpose.RUNNER);
                            Secrets.put(
                                    tx,
                                    SealedSecret.of(key, new ValueName("A"), Reach.ALL, "value"));
                            return Secrets.remove(tx, Reach.ALL, new ValueName("a"));
                        }));
        rows.put(
                "read values by putting them anew",
                row(
                        "",
                        tx ->
                                tx.sql()
                                        .fetch(
                                                "update secrets set updated_at = now() returning ciphertext")));
        rows.put(
                "know the keys that are in use",
                row("voasr", tx -> EncryptionKeys.inUse(tx, KeyPurpose.SERVER)));
        rows.put(
                "set a variable",
                row(
                        "a",
                        tx -> {
                            Variables.put(tx, Reach.ALL, new ValueName("A"), "value");
                            return Variables.remove(tx, Reach.ALL, new ValueName("a"));
                        }));
        rows.put("read token hashes", row("", tx -> tx.sql().execute("select hash from tokens")));
        rows.put("list tokens without their hashes", row("voas", Tokens::all));
        rows.put("make a token of one's own", row("voa", RolesTest::makeToken));
        rows.put(
                "make a token of another's",
                row(
                        "",
                        tx ->
                                tx.sql()
                                        .execute(
                                                "insert into tokens (name, hash, scopes, created_by, expires_at)"
                                                        + " values ('x', sha256('x'), '{read}', 'x', now() + interval '1 day')")));
        rows.put(
                "let a token live longer",
                row("", tx -> tx.sql().execute("update tokens set expires_at = now()")));
        rows.put("revoke a token", row("voa", tx -> Tokens.revoke(tx, new TokenId(0))));
        rows.put("act for who shows a token", row("s", tx -> Tokens.use(tx, new byte[32])));
        rows.put(
                "send a command for who shows a token",
                row(
                        "s",
                        tx ->
                                TokenCommands.send(
                                        tx,
                                        new byte[32],
                                        new NewCommand("cancel", "{}", null, null, null, null),
                                        null,
                                        null)));
        rows.put(
                "take a command back for who shows a token",
                row("s", tx -> TokenCommands.withdraw(tx, new byte[32], new CommandId(0), null)));
        rows.put("begin a session of one's own", row("voa", RolesTest::beginSession));
        rows.put(
                "begin a session for who shows a token",
                row(
                        "s",
                        tx ->
                                Sessions.beginByToken(
                                        tx,
                                        new byte[32],
                                        AccessToken.generate(new SecureRandom()),
                                        Duration.ofHours(1))));
        rows.put("end the session of who shows it", row("s", tx -> Sessions.end(tx, new byte[32])));
        rows.put(
                "begin a session for anybody",
                row(
                        "",
                        tx ->
                                tx.sql()
                                        .execute(
                                                "select add_session('x', sha256('x'), '{read}', null, now() + interval '1 day', null)")));
        rows.put(
                "look behind the functions of tokens",
                row("", tx -> tx.sql().fetch("select * from live_token('\\x00')")));
        rows.put(
                "add a person and remove the person",
                row(
                        "a",
                        tx -> {
                            Password password = Password.generate(new SecureRandom());
                            Logins.addPerson(tx, "matrix_person", password, PersonRole.ADMIN);
                            Logins.endPerson(tx, "matrix_person");
                            Logins.dropPerson(tx, "matrix_person");
                            return true;
                        }));
        rows.put(
                "limit a person to repositories",
                row(
                        "a",
                        forgets(tx -> {
                            Password password = Password.generate(new SecureRandom());
                            List<String> one = List.of("a");
                            Logins.addPerson(tx, "matrix_team", password, PersonRole.VIEWER, one);
                            Logins.limitPerson(tx, "matrix_team", null);
                        })));
        rows.put(
                "limit a person past the function",
                row("", tx -> tx.sql().execute("insert into person_limits values ('x', '{}')")));
        rows.put(
                "see who is limited",
                row("voa", tx -> tx.sql().execute("select * from person_limits")));
        rows.put(
                "switch the policies on rows off",
                row("", tx -> tx.sql().execute("alter table jobs disable row level security")));
        rows.put(
                "count what others have of limits",
                row("sr", tx -> tx.sql().execute("select * from claim_limits_now")));
        rows.put(
                "make a role past the functions",
                row("", tx -> tx.sql().execute("create role matrix_role")));
        rows.put("see who may log in", row("voa", Logins::all));
        rows.put(
                "read a target's secret",
                row("s", tx -> tx.sql().execute("select sealed_secret from outbox_targets")));
        rows.put("add a target", row("a", RolesTest::addTarget));
        rows.put(
                "set the rules of an environment",
                row("a", tx -> tx.sql().execute("update environments set wait_minutes = 1")));
        rows.put(
                "say what a command says of a deployment",
                row("sr", tx -> tx.sql().fetch("select roll_back_deployment(0, 0)")));
        rows.put(
                "approve past the function",
                row(
                        "",
                        tx ->
                                tx.sql()
                                        .execute(
                                                "insert into approvals (job_id, actor, approved) values (0, 'x', true)")));
        rows.put(
                "break the glass past the function",
                row(
                        "",
                        tx ->
                                tx.sql()
                                        .execute(
                                                "insert into deployment_exceptions values (0, 'break_glass', 'x', 'y')")));
        rows.put("read what is to be sealed anew", row("a", TargetSeals::outdated));
        rows.put("send dead letters again", row("sr", tx -> Messages.resend(tx, List.of())));
        rows.put(
                "test a target",
                row("sr", tx -> Messages.test(tx, new TargetId(0), UUID.randomUUID())));
        rows.put(
                "cause the messages about a run",
                row("sr", tx -> tx.sql().fetch("select tell_targets_of_run(0, 'run_finished')")));
        rows.put(
                "write a message",
                row(
                        "s",
                        tx ->
                                tx.sql()
                                        .execute(
                                                "insert into webhooks_outbox (target_id, event, subject, body)"
                                                        + " values (0, 'run_finished', 's', '{}')")));
        rows.put(
                "watch a log past the function",
                row(
                        "",
                        tx ->
                                tx.sql()
                                        .execute(
                                                "insert into log_watchers values (1, 'x', gen_random_uuid(), now())")));
        rows.put(
                "search all logs",
                row(
                        "voasr",
                        tx ->
                                LogSearch.page(
                                        tx,
                                        SearchQuery.words("x"),
                                        SearchFacets.NONE,
                                        null,
                                        LogSearch.PageSize.USUAL)));
        rows.put(
                "keep a search",
                row(
                        "oa",
                        tx ->
                                SavedSearches.save(
                                        tx, "x", SearchQuery.words("x"), SearchFacets.NONE)));
        rows.put("ask the saved searches", row("s", SavedSearchMatching::ask));
        rows.put("index logs", row("s", SearchIndex::add));
        rows.put("ask why a job waits", row("voasr", tx -> Explanations.of(tx, new JobId(1))));
        rows.put(
                "read a view to build on",
                row("voasr", tx -> tx.sql().execute("select * from api_v1_runs")));
        rows.put("forget old watchers", row("s", forgets(Logs::forgetOldWatchers)));
        rows.put("insert a command", row("oa", tx -> Commands.insert(tx, cancel())));
        rows.put("take a command back", row("oa", tx -> Commands.withdraw(tx, new CommandId(1))));
        rows.put(
                "insert a command as somebody else",
                row(
                        "",
                        tx ->
                                tx.sql()
                                        .execute(
                                                "insert into commands (kind, actor) values ('cancel', 'root')")));
        rows.put(
                "say that somebody else asked",
                row("", tx -> tx.sql().execute("update commands set actor = 'root'")));
        rows.put(
                "ask for something else afterwards",
                row("", tx -> tx.sql().execute("update commands set kind = 'cancel'")));
        rows.put("execute a command", row("sr", Commands::lockNext));
        rows.put(
                "put a command off",
                row("sr", forgets(tx -> Commands.putOff(tx, new CommandId(1), "It waits"))));
        rows.put("hold a run", row("sr", tx -> Holds.release(tx, new RunId(1))));
        rows.put("see what is held", row("voasr", tx -> Holds.all(tx, 1)));
        rows.put("set a limit", row("a", forgets(tx -> ClaimLimits.set(tx, repository, 1))));
        rows.put("take a limit away", row("a", tx -> ClaimLimits.remove(tx, "x")));
        rows.put("see the limits", row("voasr", ClaimLimits::all));
        rows.put(
                "count within limits",
                row("sr", tx -> tx.sql().fetch("select lock_claim_limits()")));
        rows.put(
                "keep others from counting",
                row("a", tx -> tx.sql().execute("select from claim_limits for update")));
        rows.put("see who is in the way", row("sr", tx -> LockHolders.of(tx, 1)));
        rows.put(
                "change a repository",
                row("a", tx -> tx.sql().execute("update repositories set weight = 2")));
        rows.put(
                "keep a repository from enqueueing",
                row("sr", tx -> tx.sql().execute("select from repository_clocks for update")));
        rows.put(
                "plant a key",
                row(
                        "a",
                        tx ->
                                tx.sql()
                                        .execute(
                                                """
                                                insert into encryption_keys (fingerprint, purpose, public_keyset)
                                                values (left(encode(sha256('x'), 'hex'), 32), 'runner', 'x')
                                                """)));
        rows.put(
                "put another key in the place of one",
                row("", tx -> tx.sql().execute("update encryption_keys set public_keyset = ''")));
        rows.put(
                "say what a run was made from",
                row(
                        "s",
                        tx ->
                                tx.sql()
                                        .execute(
                                                "update pipeline_runs set commit_sha = commit_sha")));
        rows.put(
                "delete a run",
                row("s", tx -> tx.sql().execute("delete from pipeline_runs where false")));
        rows.put(
                "take a claim over",
                row("s", tx -> tx.sql().execute("update claims set claimed_by = session_user")));
        rows.put(
                "have a turn in a group",
                row("sr", forgets(tx -> Groups.lock(tx, new GroupName(repository, "G")))));
        rows.put(
                "try for a turn in a group",
                row("sr", tx -> Groups.tryLock(tx, new GroupName(repository, "G"))));
        rows.put("forget the locks of groups", row("s", forgets(Groups::forgetUnused)));
        rows.put("keep house alone", row("s", tx -> TryLock.take(tx, ChoreLock.LOG_PARTITIONS)));
        rows.put(
                "tell what the queue needs",
                row(
                        "s",
                        tx ->
                                ChoreLease.hold(
                                        tx,
                                        ChoreLock.SCALE_HOOK,
                                        new UUID(0, 1),
                                        Duration.ofMinutes(1))));
        rows.put(
                "register a repository",
                row(
                        "a",
                        tx ->
                                Repositories.register(
                                        tx,
                                        new NewRepository("b", "/b", "main", hookSecret, false))));
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
                "note that a remote is away",
                row(
                        "s",
                        tx -> {
                            AwayRemotes.failed(tx, repository, false, "Silence", false);
                            return true;
                        }));
        rows.put(
                "have a remote tried at once",
                row(
                        "sr",
                        tx -> {
                            AwayRemotes.answered(tx, repository);
                            return true;
                        }));
        rows.put(
                "keep what a default branch has",
                row(
                        "s",
                        tx -> {
                            DefaultBranchFiles.keepOnly(tx, repository, "a".repeat(40), List.of());
                            return true;
                        }));
        rows.put(
                "list what can be started by hand",
                row("voasr", tx -> DefaultBranchFiles.dispatchable(tx, repository)));
        rows.put(
                "register a runner",
                row("sr", tx -> SampleData.runner(tx, "oak", UUID.randomUUID())));
        rows.put("insert a run", row("s", tx -> SampleData.queuedRun(tx, repository, "x")));
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
        rows.put("create log partitions", row("s", Stats::ensureLogPartitions));
        rows.put("drop log partitions", row("s", Stats::dropOldLogPartitions));
        rows.put("roll up what ended", row("s", RollUps::add));
        rows.put(
                "delete old commands",
                row("s", tx -> tx.sql().fetch("select delete_old_commands(0)")));
        rows.put(
                "delete a runner",
                row("s", tx -> tx.sql().execute("delete from runners where id = 0")));
        rows.put(
                "delete from the audit log",
                row("", tx -> tx.sql().execute("delete from commands")));
        rows.put(
                "take an advisory lock",
                row("sr", tx -> tx.sql().fetch("select pg_advisory_xact_lock(1)")));
        rows.put(
                "fill the disk with objects", row("", tx -> tx.sql().fetch("select lo_create(0)")));
        rows.put("make a table", row("", tx -> tx.sql().execute("create table mine (x int)")));

        rows.put("take a job as a guest", row("g", tx -> guest(tx, "guest_label_sets('{}')")));
        rows.put(
                "be a guest runner",
                row("g", tx -> guest(tx, "guest_beat(0, gen_random_uuid(), 0, '{}')")));
        rows.put("report an end as a guest", row("g", tx -> guest(tx, "guest_return(0, true)")));
        rows.put("ask for secrets as a guest", row("g", tx -> guest(tx, "guest_secrets_of(0)")));
        rows.put(
                "say how a guest's job ended past the function",
                row("", tx -> guest(tx, "guest_report(0, '{}')")));
        rows.put(
                "have the claim of a guest past the functions",
                row("", tx -> guest(tx, "guest_claim(0)")));
        rows.put(
                "have sealed values past the functions",
                row("", tx -> guest(tx, "secrets_of_claim(0, 'x')")));
        rows.put("seal secrets for guests", row("r", tx -> guest(tx, "secrets_for_guests(1)")));
        rows.put(
                "carry out what guests report",
                row("sr", tx -> GuestReports.waiting(tx, new ClaimId(0))));
        rows.put(
                "read what is sealed for guests",
                row("", tx -> tx.sql().fetch("select ciphertext from guest_secrets")));
        rows.put(
                "report what a guest did not say",
                row("", tx -> tx.sql().execute("update guest_claims set report = '{}'")));
        rows.put(
                "send runs to guests",
                row("a", forgets(tx -> Repositories.setGuestRuns(tx, repository, GuestRuns.ALL))));
        rows.put("drop a table", row("", tx -> tx.sql().execute("drop table queue")));
        rows.put(
                "read the sources of runs",
                row("voasr", tx -> tx.sql().execute("select * from run_sources")));
        return rows;
    }

    private static Work<Boolean> forgets(Consumer<Tx> statement) {
        return tx -> {
            statement.accept(tx);
            return true;
        };
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

    /// A person takes back what is his own, an administrator what is anybody's.
    @Test
    void aCommandIsTakenBackByWhoSentItOrAnAdministrator() {
        try (Database operator = open("operator");
                Database admin = open("admin")) {
            CommandId sent =
                    operator.statement(tx -> Commands.insert(tx, cancel(), Duration.ofSeconds(30)));

            CommandId ofAdmin =
                    admin.statement(tx -> Commands.insert(tx, cancel(), Duration.ofSeconds(30)));

            assertThat(operator.<Boolean>statement(tx -> Commands.withdraw(tx, ofAdmin))).isFalse();
            assertThat(admin.<Boolean>statement(tx -> Commands.withdraw(tx, sent, "Not now")))
                    .isTrue();
            assertThat(admin.<Boolean>statement(tx -> Commands.withdraw(tx, ofAdmin))).isTrue();

            assertThat(operator.statement(tx -> Commands.result(tx, sent)).orElseThrow())
                    .isEqualTo(
                            new CommandResult(
                                    CommandState.WITHDRAWN,
                                    "Taken back by test_admin before it was carried out: Not now"));
        }
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
