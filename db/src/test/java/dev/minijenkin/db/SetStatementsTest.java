package dev.minijenkin.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.notify.HintSink;
import dev.minijenkin.db.run.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The statements that are written as constants: nothing but this test holds them against the
/// schema.
class SetStatementsTest {
    private static final String LARGE =
            "Seq Scan on"
                    + " (jobs|claims|steps|pipeline_runs|run_sources|job_definitions|job_logs|queue)";

    /// They ask for all that is live: what counts against limits, and whose lines no index has.
    private static final Set<String> ABOUT_ALL =
            Set.of("TakeStatements.TAKE_WITHIN_LIMITS", "UnindexedSpans.READ");

    private static final Pattern INDEX =
            Pattern.compile(
                    "Index (?:Only )?Scan (?:Backward )?using (\\w+ on (?:jobs|claims|steps|pipeline_runs|run_sources|job_definitions|job_logs|queue|deployments|commands|webhooks_outbox))\\b");

    @AutoClose private final TestDatabase test = TestDatabase.create();
    @AutoClose private final Database database = test.open();

    /// Whether the plan was made when there was nothing, or much, and whether anybody had counted.
    @Test
    void eachFitsTheSchemaAndReadsNoLargeTableWhole() {
        Map<String, SetStatement> statements = statements();
        assertThat(statements.keySet())
                .contains("TakeStatements.TAKE", "JobEndings.END", "Logs.APPEND");

        assertNoTableIsReadWhole(statements);
        multiply();
        assertNoTableIsReadWhole(statements);
        test.rows().execute("analyze");
        assertNoTableIsReadWhole(statements);
        test.rows().execute("delete from queue");
        test.rows().execute("vacuum analyze queue");
        assertNoTableIsReadWhole(statements);
    }

    /// What people may see of rows costs processes nothing: no condition of a policy is in a plan.
    @Test
    void thePlansOfProcessesAreThoseOfTheOwner() {
        multiply();
        test.rows().execute("analyze");
        Map<String, String> plans = plans(database);
        for (String role : List.of("mj_server", "mj_runner")) {
            try (Database process =
                    Database.open(test.memberOf(role).withMaximumConnections(1), HintSink.NONE)) {
                Map<String, String> theirs = plans(process);
                assertThat(theirs)
                        .as(role)
                        .hasSizeGreaterThan(15)
                        .containsKeys("TakeStatements.TAKE", "Steps.WRITE", "Segments.SPANS");
                theirs.forEach((name, plan) ->
                        assertThat(plan).as(role + ": " + name).isEqualTo(plans.get(name)));
            }
        }
    }

    /// Of the statements that they may carry out.
    private static Map<String, String> plans(Database database) {
        Map<String, String> plans = new TreeMap<>();
        statements()
                .forEach((name, statement) -> {
                    try {
                        plans.put(
                                name,
                                database.<String>statement(
                                                tx -> {
                                                    // One that failed is left prepared.
                                                    tx.sql().execute("deallocate all");
                                                    return statement.explain(tx);
                                                })
                                        .replaceAll("\\s+\\(cost=[^)]*\\)", ""));
                    } catch (DatabaseException e) {
                        assertThat(e).as(name).hasMessageContaining("permission denied");
                    }
                });
        return plans;
    }

    private void assertNoTableIsReadWhole(Map<String, SetStatement> statements) {
        statements.forEach((name, statement) -> {
            String plan = database.statement(statement::explain);
            assertThat(plan.replace("\n", " | ")).as(name).doesNotContainPattern(LARGE);
            if (!ABOUT_ALL.contains(name)) {
                assertThat(indexesReadWhole(plan)).as(name + "\n" + plan).isEmpty();
            }
        });
    }

    /// Indexes that are read from one end to the other, and not only for the first of what they
    /// hold. One of what is open or live is short when a plan is made, and must not be taken for
    /// always short.
    private static List<String> indexesReadWhole(String plan) {
        List<String> whole = new ArrayList<>();
        List<String> lines = plan.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher node = INDEX.matcher(lines.get(i));
            if (node.find()
                    && (i + 1 == lines.size() || !lines.get(i + 1).contains("Index Cond:"))
                    && !lines.get(i - 1).contains("->  Limit")) {
                whole.add(node.group(1));
            }
        }
        return whole;
    }

    private void multiply() {
        RepositoryId shop = database.transaction(tx -> SampleData.repository(tx, "shop"));
        Run run = database.transaction(tx -> SampleData.queuedRun(tx, shop, "build"));
        database.runInTransaction(tx -> SampleData.runner(tx, "oak", UUID.randomUUID()));
        assertThat(run.number()).isEqualTo(1);
        test.rows()
                .execute(
                        """
                        insert into pipeline_runs (pipeline_id, repository_id, number, title, event, ref, commit_sha, actor)
                        select pipeline_id, repository_id, number + n, title, event, ref, commit_sha, actor
                        from pipeline_runs, generate_series(1, 20000) n
                        """);
        test.rows()
                .execute(
                        """
                        insert into jobs (run_id, attempt, repository_id, key, name, priority, state, label_set_id, claims_left)
                        select r.id, 1, r.repository_id, 'build', 'build', 50, 'running', j.label_set_id, 1
                        from pipeline_runs r, (select label_set_id from jobs limit 1) j
                        where not exists (select from jobs o where o.run_id = r.id)
                        """);
        test.rows()
                .execute(
                        """
                        insert into job_definitions (job_id, template_id)
                        select j.id, 1 from jobs j on conflict do nothing
                        """);
        test.rows()
                .execute(
                        """
                        insert into claims (job_id, runner_id, instance, priority, vtime)
                        select j.id, r.id, r.instance, 50, 0 from jobs j, runners r where j.state = 'running'
                        """);
        test.rows()
                .execute(
                        """
                        insert into steps (claim_id, number, job_id, name) select id, 1, job_id, 'x' from claims
                        """);
        test.rows()
                .execute(
                        """
                        insert into queue (label_set_id, priority, vtime, job_id, repository_id)
                        select label_set_id, priority, id, id, repository_id from jobs on conflict do nothing
                        """);
        test.rows()
                .execute(
                        """
                        insert into run_sources (run_id, workflow, event)
                        select id, '', '' from pipeline_runs on conflict do nothing
                        """);
        // Into each partition: one that is empty costs nothing to read whole, and a plan would.
        test.rows()
                .execute(
                        """
                        insert into job_logs (day, job_id, claim_id, seq, step_number, first_line, line_count, continues,
                            raw_bytes, first_at, codec, body)
                        select d.day, c.job_id, c.id, 0, 1, 1, 1, false, 1, now(), 1, ''
                        from (select * from claims order by id limit 1000) c, (
                            select (now() at time zone 'UTC')::date + ahead as day from generate_series(0, 7) ahead
                            union all select '2000-01-01') d
                        """);
    }

    /// By class and field.
    private static Map<String, SetStatement> statements() {
        Map<String, SetStatement> statements = new TreeMap<>();
        for (Class<?> type : classes()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == SetStatement.class
                        && Modifier.isStatic(field.getModifiers())) {
                    statements.put(type.getSimpleName() + "." + field.getName(), read(field));
                }
            }
        }
        return statements;
    }

    private static SetStatement read(Field field) {
        try {
            field.setAccessible(true);
            return (SetStatement) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Class<?>> classes() {
        try {
            Path root =
                    Path.of(
                            SetStatement.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            List<Class<?>> classes = new ArrayList<>();
            try (Stream<Path> files = Files.walk(root.resolve("dev/minijenkin/db"))) {
                for (Path file : files.filter(SetStatementsTest::isOurs).toList()) {
                    String name = root.relativize(file).toString().replace('/', '.');
                    classes.add(Class.forName(name.substring(0, name.length() - 6)));
                }
            }
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOurs(Path file) {
        return file.toString().endsWith(".class")
                && !file.toString().contains("/schema/")
                && !file.endsWith("package-info.class");
    }
}
