package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.login.LoginRow;
import dev.minijenkin.db.login.Logins;
import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Run;
import dev.minijenkin.db.token.AccessToken;
import dev.minijenkin.db.token.LiveToken;
import dev.minijenkin.db.token.NewToken;
import dev.minijenkin.db.token.Sessions;
import dev.minijenkin.db.token.TokenCommands;
import dev.minijenkin.db.token.TokenCommands.Refusal;
import dev.minijenkin.db.token.TokenCommands.SendOutcome;
import dev.minijenkin.db.token.TokenReach;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.db.token.Tokens;
import dev.minijenkin.db.view.runs.RunCounts;
import dev.minijenkin.db.view.runs.RunViews;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Who is limited to a repository meets nothing of another: in no table, view or function that the
/// catalogue knows, by no command, and by no token.
class LimitedPeopleTest {
    /// They say of no row whose it is: what runs the installation, and what is counted of all of
    /// it. docs/security.md tells what they tell.
    private static final Set<String> OF_ALL =
            Set.of(
                    "flyway_schema_history",
                    "settings",
                    "encryption_keys",
                    "label_sets",
                    "runners",
                    "runner_heartbeats",
                    "log_segments",
                    "health_samples",
                    "histogram_totals",
                    "trace_exports",
                    "minute_figures",
                    "minute_latencies",
                    "open_work",
                    "counted_work",
                    "much_work",
                    "open_work_now",
                    "live_runners",
                    "health",
                    "unserved_labels",
                    "api_v1_runners",
                    "api_v1_minutes",
                    "api_v1_health",
                    "api_v1_figures");

    /// They read no table.
    private static final Set<String> WITHOUT_TABLES =
            Set.of(
                    "bucket_of",
                    "bucket_middle",
                    "glob_class",
                    "glob_regex",
                    "name_fits",
                    "may_deploy",
                    "is_among",
                    "is_person");

    private static final String PERSON = "limited_ana";

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database owner = test.open();
    @AutoClose private final Database server = as("limited_server", "mj_server");
    @AutoClose private final Database ana = as(PERSON, "mj_operator");
    @AutoClose private final Database ben = as("limited_ben", "mj_operator");
    @AutoClose private final Database admin = as("limited_admin", "mj_admin");
    private final FullRepository shop = FullRepository.fill(test, owner, "shop", PERSON);

    private Database as(String login, String role) {
        return Database.open(test.person(login, role).withMaximumConnections(2), HintSink.NONE);
    }

    private FullRepository depot() {
        return FullRepository.fill(test, owner, "depot", "somebody");
    }

    @Test
    void whatHappensInAnotherRepositoryChangesNothingThatTheySee() {
        Map<String, List<String>> before = all(ana);
        Map<String, List<String>> whole = all(owner);
        assertThat(whole).hasSizeGreaterThan(80);

        depot();

        Map<String, List<String>> wholeAfter = all(owner);
        all(ana).forEach((relation, rows) -> {
            if (OF_ALL.contains(relation)) {
                assertThat(rows).as(relation).noneMatch(row -> row.contains("depot"));
            } else {
                assertThat(wholeAfter.get(relation))
                        .as("FullRepository fills " + relation)
                        .hasSizeGreaterThan(whole.getOrDefault(relation, List.of()).size());
                assertThat(rows).as(relation).isEqualTo(before.get(relation));
                assertThat(rows.isEmpty())
                        .as("their own rows of " + relation)
                        .isEqualTo(relation.equals("log_postings"));
            }
        });
    }

    @Test
    void whoIsNotLimitedSeesAll() {
        depot();
        Map<String, List<String>> whole = all(owner);

        all(ben).forEach((relation, rows) ->
                assertThat(rows).as(relation).hasSameSizeAs(whole.get(relation)));
        assertThat(all(admin).keySet()).isEqualTo(all(ben).keySet());
    }

    @Test
    void processesSeeAll() {
        depot();
        try (Database runner = as("limited_runner", "mj_runner")) {
            Map.of("mj_server", server, "mj_runner", runner)
                    .forEach((role, process) -> {
                        Map<String, List<String>> whole = all(owner, role);
                        assertThat(whole).as(role).hasSizeGreaterThan(70);
                        all(process, role)
                                .forEach((relation, rows) ->
                                        assertThat(rows)
                                                .as(role + ": " + relation)
                                                .hasSameSizeAs(whole.get(relation)));
                    });
        }
    }

    @Test
    void theirCountsAreOfTheirRuns() {
        depot();
        owner.runInTransaction(tx -> {
            Run failed = SampleData.queuedRun(tx, shop.id(), "build");
            SampleData.finish(tx, failed, Conclusion.FAILURE);
        });
        assertThat(ana.statement(RunViews::counts)).isEqualTo(new RunCounts(2, 0, 1, 0, 1));
        RunCounts all = ben.statement(RunViews::counts);
        assertThat(all.all()).isEqualTo(3);
        assertThat(all.queued()).isEqualTo(2);
    }

    /// What they may read of each relation that operators may read, as text.
    private Map<String, List<String>> all(Database reader) {
        return all(reader, "mj_operator");
    }

    /// @param may role that may read the relations and columns
    private Map<String, List<String>> all(Database reader, String may) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (String row :
                test.rows()
                        .texts(
                                """
                                select c.relname, a.attname
                                from pg_class c join pg_attribute a on a.attrelid = c.oid
                                where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
                                    and a.attnum > 0 and not a.attisdropped
                                    and has_column_privilege(?, c.oid, a.attnum, 'select')
                                order by c.relname, a.attnum
                                """,
                                may)) {
            String[] parts = row.split("\\|", 2);
            columns.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
        }
        assertThat(columns).containsKeys("jobs", "secrets", "api_v1_runs");
        Map<String, List<String>> rows = new TreeMap<>();
        columns.forEach((relation, names) ->
                rows.put(
                        relation,
                        reader.statement(tx ->
                                tx.sql()
                                        .fetch(
                                                "select row(%s)::text as text from %s order by 1"
                                                        .formatted(
                                                                String.join(", ", names), relation))
                                        .getValues("text", String.class))));
        return rows;
    }

    /// Each function that an operator may call, about the other repository: what comes of it.
    @Test
    void noFunctionTellsOrDoesAnythingOfAnotherRepository() {
        FullRepository depot = depot();
        Map<String, String> calls = new TreeMap<>();
        calls.put("sees_everything", "select sees_everything()");
        calls.put("seen_repositories", "select * from seen_repositories()");
        calls.put("explain_job", "select count(*) from explain_job(%2$d)");
        calls.put("watch_log", "select watch_log(%1$d, gen_random_uuid(), 60)");
        calls.put(
                "unwatch_log",
                "select unwatch_log(%1$d, id) from (select gen_random_uuid() as id) w");
        calls.put("create_token", "select create_token('x', sha256(''), '{read}', 1, '{depot}')");
        calls.put("create_session", "select create_session(sha256('s'), 1) is not null");
        calls.put(
                "revoke_token",
                "select revoke_token(%s)"
                        .formatted(test.rows().text("select id from tokens where name = 'depot'")));
        calls.put("withdraw_command", "select withdraw_command(%4$d)");
        calls.put("remove_saved_search", "select remove_saved_search('depot')");
        calls.put("may_wish", "select may_wish('cancel', '{}', %1$d, null, %3$d)");

        Map<String, String> came = new TreeMap<>();
        calls.forEach((name, call) ->
                came.put(
                        name,
                        answer(
                                call.formatted(
                                        depot.run().id().value(),
                                        depot.job().value(),
                                        depot.id().value(),
                                        depot.command().value()))));

        assertThat(came)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("sees_everything", "false"),
                                Map.entry("seen_repositories", String.valueOf(shop.id().value())),
                                Map.entry("explain_job", "0"),
                                Map.entry("watch_log", "false"),
                                Map.entry("unwatch_log", "false"),
                                Map.entry("create_token", "There is no repository depot"),
                                Map.entry("create_session", "true"),
                                Map.entry("revoke_token", "false"),
                                Map.entry("withdraw_command", "false"),
                                Map.entry("remove_saved_search", "false"),
                                Map.entry(
                                        "may_wish",
                                        "limited_ana steers some repositories only, and this is about another, about one that is not there, or about more than a repository")));
        Set<String> known = new TreeSet<>(calls.keySet());
        known.addAll(WITHOUT_TABLES);
        assertThat(
                        test.rows()
                                .texts(
                                        """
                                        select distinct proname from pg_proc
                                        where pronamespace = 'public'::regnamespace and prokind = 'f'
                                            and prorettype <> 'trigger'::regtype
                                            and has_function_privilege('mj_operator', oid, 'execute')
                                        """))
                .as("each function that an operator may call is tried here")
                .containsExactlyInAnyOrderElementsOf(known);
        assertThat(answer("select count(*) from explain_job(%d)".formatted(shop.job().value())))
                .as("of their own they are told")
                .isNotEqualTo("0");
    }

    private String answer(String call) {
        try {
            return ana.<String>statement(tx -> String.valueOf(tx.sql().fetchSingle(call).get(0)));
        } catch (DatabaseException e) {
            return String.valueOf(e.getMessage()).replaceFirst("^.*ERROR: ", "");
        }
    }

    @Test
    void theySteerTheirOwnRepositoryAndNoOther() {
        FullRepository depot = depot();
        String ofDepot = "{\"delivery\": %d}".formatted(depot.delivery().value());
        String ofShop = "{\"delivery\": %d}".formatted(shop.delivery().value());
        for (String kind : kinds()) {
            boolean delivery = Set.of("redeliver", "replay", "preview").contains(kind);
            wish(kind, delivery ? ofShop : "{}", shop.run().id(), shop.job(), shop.id());
            refused(kind, "{}", depot.run().id(), null, null);
            refused(kind, "{}", null, depot.job(), null);
            refused(kind, "{}", null, null, depot.id());
            refused(kind, "{}", null, null, null);
            refused(kind, "{}", depot.run().id(), null, shop.id());
            refused(kind, "{}", shop.run().id(), depot.job(), shop.id());
            refused(kind, "{}", null, null, new RepositoryId(4711));
            if (delivery) {
                refused(kind, ofDepot, null, null, null);
                refused(kind, ofDepot, null, null, shop.id());
            }
        }
        for (String kind : List.of("drain", "resume", "forget", "test_target", "resend", "new")) {
            refused(kind, "{}", null, null, null);
            refused(kind, "{}", null, null, shop.id());
            CommandId sent = ben.statement(tx -> Commands.insert(tx, command(kind, "{}", null)));
            assertThat(sent).as("who is not limited").isNotNull();
        }
    }

    private List<String> kinds() {
        return test.rows()
                .texts(
                        """
                        select m[1] from regexp_matches(
                            pg_get_functiondef('is_of_repositories'::regproc), '''([a-z_]+)''', 'g') m
                        """);
    }

    private static NewCommand command(String kind, String arguments, @Nullable RepositoryId id) {
        return new NewCommand(kind, arguments, null, null, null, id);
    }

    private void wish(
            String kind,
            String arguments,
            @Nullable RunId run,
            @Nullable JobId job,
            @Nullable RepositoryId repository) {
        ana.statement(tx ->
                Commands.insert(tx, new NewCommand(kind, arguments, null, run, job, repository)));
    }

    private void refused(
            String kind,
            String arguments,
            @Nullable RunId run,
            @Nullable JobId job,
            @Nullable RepositoryId repository) {
        assertThatThrownBy(() -> wish(kind, arguments, run, job, repository))
                .as("%s of %s %s %s %s", kind, arguments, run, job, repository)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("limited_ana steers some repositories only");
    }

    /// Whatever a token was made for, it goes no further than its owner does at the time of use.
    @Test
    void theirTokensAndSessionsGoAsFarAsTheyDo() {
        FullRepository depot = depot();
        owner.run(tx -> Logins.limitPerson(tx, PERSON, null));
        AccessToken all = token("all", null);
        AccessToken both = token("both", List.of("shop", "depot"));
        AccessToken other = token("other", List.of("depot"));
        AccessToken session = AccessToken.generate(new SecureRandom());
        ana.statement(
                tx -> tx.sql().fetchSingle("select create_session(sha256(?), 1)", session.proof()));
        assertThat(reach(all)).isEqualTo(TokenReach.everything());

        admin.run(tx -> Logins.limitPerson(tx, PERSON, List.of("Shop")));

        TokenReach onlyShop = new TokenReach.Only(Set.of(shop.id()));
        assertThat(reach(all)).isEqualTo(onlyShop);
        assertThat(reach(both)).isEqualTo(onlyShop);
        assertThat(reach(session)).isEqualTo(onlyShop);
        assertThat(reach(other)).isEqualTo(new TokenReach.Only(Set.of()));
        AccessToken through = AccessToken.generate(new SecureRandom());
        assertThat(
                        server.<Boolean>statement(tx ->
                                Sessions.beginByToken(
                                        tx, other.proof(), through, Duration.ofHours(1))))
                .as("nobody signs in by what is good for nothing")
                .isFalse();

        assertThat(sent(all, "cancel", shop.id())).isInstanceOf(SendOutcome.Sent.class);
        SendOutcome refused = new SendOutcome.Refused(Refusal.SUBJECT);
        assertThat(sent(all, "cancel", depot.id())).isEqualTo(refused);
        assertThat(sent(other, "cancel", depot.id())).isEqualTo(refused);
        assertThat(sent(all, "drain", shop.id()))
                .as("a runner is everybody's, whatever the command names beside it")
                .isEqualTo(refused);
        assertThat(sent(all, "drain", null)).isEqualTo(refused);
    }

    private AccessToken token(String name, @Nullable List<String> repositories) {
        AccessToken token = AccessToken.generate(new SecureRandom());
        ana.statement(tx ->
                Tokens.create(
                        tx,
                        new NewToken(
                                name, Set.of(TokenScope.READ, TokenScope.STEER), 1, repositories),
                        token));
        return token;
    }

    private TokenReach reach(AccessToken token) {
        return server.statement(tx -> Tokens.use(tx, token.proof()))
                .map(LiveToken::reach)
                .orElseThrow();
    }

    private SendOutcome sent(AccessToken token, String kind, @Nullable RepositoryId id) {
        return server.statement(
                tx -> TokenCommands.send(tx, token.proof(), command(kind, "{}", id), null, null));
    }

    @Test
    void aLimitIsOfWhoLoggedInWhateverRoleIsSet() {
        depot();
        List<String> names =
                ana.transaction(tx -> {
                    tx.sql().execute("set local role mj_viewer");
                    return tx.sql()
                            .fetch("select name from repositories")
                            .getValues("name", String.class);
                });
        assertThat(names).containsExactly("shop");
    }

    @Test
    void whoSawWhatIsGoneSeesNothing() {
        depot();
        test.rows().execute("delete from repositories where name = 'shop'");

        int seen = ana.statement(tx -> tx.sql().fetch("select id from repositories").size());
        assertThat(seen).isZero();
        assertThat(row(admin, PERSON).repositories()).isEmpty();
    }

    @Test
    void anAdministratorLimitsViewersAndOperatorsAndNobodyElseDoes() {
        depot();
        admin.run(tx -> Logins.limitPerson(tx, "limited_ben", List.of("depot", "SHOP")));
        assertThat(row(admin, "limited_ben").repositories()).containsExactly("depot", "shop");
        assertThat(row(admin, "limited_admin").repositories()).isNull();
        assertThat(row(ben, "limited_ben").repositories()).containsExactly("depot", "shop");
        assertThat(ben.statement(Logins::all)).as("of others they are told nothing").hasSize(1);

        admin.run(tx -> Logins.limitPerson(tx, "limited_ben", null));
        assertThat(row(admin, "limited_ben").repositories()).isNull();

        refuses(admin, "limited_admin", List.of("shop"), "is an administrator");
        refuses(admin, "limited_server", List.of("shop"), "is no person of Mini-Jenkin");
        refuses(admin, "nobody_at_all", List.of("shop"), "is no person of Mini-Jenkin");
        refuses(admin, PERSON, List.of("nowhere"), "There is no repository nowhere");
        refuses(admin, PERSON, List.of(), "one repository at least");
        refuses(ben, "limited_ben", null, "permission denied");
        refuses(ana, PERSON, null, "permission denied");
    }

    private static void refuses(
            Database by, String login, @Nullable List<String> repositories, String why) {
        assertThatThrownBy(() -> by.run(tx -> Logins.limitPerson(tx, login, repositories)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(why);
    }

    private static LoginRow row(Database reader, String login) {
        return reader.statement(Logins::all).stream()
                .filter(row -> row.login().equals(login))
                .findFirst()
                .orElseThrow();
    }
}
