package dev.minijenkin.stress.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.instance.ChildProcess;
import dev.minijenkin.instance.DatabaseAccess;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.DirectSql;
import dev.minijenkin.stress.bench.ProcessorTime;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.PushSender;
import dev.minijenkin.stress.sample.SampleRepository;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From the wish of a person, or the hook of a push, to the end of its run: many at once, of one
/// repository, through a server and a runner that are processes of their own, with real bash.
public final class TriggersScenario implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int WARM_UP = 60;
    private static final String REPOSITORY = "team/triggers";
    private static final String WORKFLOW =
            """
            name: triggers
            on: [push, workflow_dispatch]
            jobs:
              only:
                runs-on: [linux]
                steps:
                  - run: "true"
            """;

    private static final ScenarioOption.Count TRIGGERS =
            new ScenarioOption.Count("triggers", 200, "runs that are asked for at once");
    private static final ScenarioOption.Count SLOTS =
            new ScenarioOption.Count("slots", 2, "jobs that the runner carries out at a time");
    private static final ScenarioOption.Flag HOOKS =
            new ScenarioOption.Flag("hooks", "ask by hooks of pushes, and not by commands");

    @Override
    public String name() {
        return "triggers";
    }

    @Override
    public String description() {
        return "From many triggers at once to the ends of their runs, with real processes.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(TRIGGERS, SLOTS, HOOKS, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        int triggers = run.count(TRIGGERS);
        try (BenchPostgres postgres = BenchPostgres.open(run, report);
                ThrowAwayInstance instance =
                        ThrowAwayInstance.start(
                                Home.at(run.folder()), run.program(), postgres.configuration());
                DatabaseAccess access = DatabaseAccess.open(instance.configuration(), Set.of());
                DirectSql sql = new DirectSql(instance.configuration())) {
            ChildProcess runner = instance.startRunner("stress", run.count(SLOTS));
            SampleRepository repository =
                    SampleRepository.create(run.folder().resolve("triggers.git"), WORKFLOW);
            String secret = instance.register(REPOSITORY, repository.folder());
            try (PushSender hooks =
                    run.is(HOOKS) ? new PushSender(instance.server(), REPOSITORY, secret) : null) {
                Asking asking = new Asking(access.database(), repository, hooks);
                asking.ask(WARM_UP);
                await(sql, WARM_UP);
                Used before = Used.now(postgres, instance, runner);
                long start = System.nanoTime();
                asking.ask(triggers);
                await(sql, WARM_UP + triggers);
                double seconds = (System.nanoTime() - start) / 1e9;
                Used used = Used.now(postgres, instance, runner).since(before, triggers);
                tell(report, triggers, seconds, used);
            }
            check(sql, WARM_UP + triggers, report);
        }
    }

    private static void tell(Report report, int triggers, double seconds, Used a) {
        report.line(
                "%d triggers in %.1f s: %.1f a second"
                        .formatted(triggers, seconds, triggers / seconds));
        report.line(
                "processor of a job: server %.1f ms, runner %.1f ms and its processes %.1f ms, PostgreSQL %.1f ms"
                        .formatted(a.server(), a.runner(), a.steps(), a.postgres()));
        report.figure("triggers_per_second", triggers / seconds);
        report.figure("server_ms_per_job", a.server());
        report.figure("runner_ms_per_job", a.runner());
        report.figure("steps_ms_per_job", a.steps());
        report.figure("postgres_ms_per_job", a.postgres());
    }

    /// Processor time in milliseconds.
    ///
    /// @param steps that of the processes that the runner started and that have ended
    private record Used(double server, double runner, double steps, double postgres) {
        static Used now(BenchPostgres postgres, ThrowAwayInstance instance, ChildProcess runner) {
            double own = ProcessorTime.of(runner.pid());
            return new Used(
                    ProcessorTime.of(instance.serverProcess()),
                    own,
                    ProcessorTime.ofTrees(List.of(runner.pid())) - own,
                    postgres.machine().postgresMillis());
        }

        Used since(Used before, int jobs) {
            return new Used(
                    (server - before.server) / jobs,
                    (runner - before.runner) / jobs,
                    (steps - before.steps) / jobs,
                    (postgres - before.postgres) / jobs);
        }
    }

    /// Who asks for runs: by a command each, or by the hook of a push each.
    ///
    /// @param hooks null: by commands
    private record Asking(
            Database database, SampleRepository repository, @Nullable PushSender hooks) {
        void ask(int runs) throws InterruptedException {
            String commit = repository.commit("Ask for " + runs);
            RepositoryId id =
                    database.statement(tx -> Repositories.find(tx, REPOSITORY)).orElseThrow().id();
            for (int run = 0; run < runs; run++) {
                if (hooks == null) {
                    database.statement(tx -> Commands.insert(tx, trigger(id)));
                } else {
                    hooks.pushed("0".repeat(40), commit);
                }
            }
        }

        private static NewCommand trigger(RepositoryId repository) {
            String arguments = JsonNodeFactory.instance.objectNode().put("ref", "main").toString();
            return new NewCommand("trigger", arguments, null, null, null, repository);
        }
    }

    private static void await(DirectSql sql, int runs) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (sql.count("select count(*) from pipeline_runs where state = 'finished'") < runs) {
            if (System.nanoTime() > deadline) {
                throw new StressException("The runs did not end within " + PATIENCE);
            }
            Thread.sleep(20);
        }
    }

    /// Each asked for one run, which has the next number, and was carried out once.
    private static void check(DirectSql sql, int runs, Report report) {
        double[] found =
                sql.numbers(
                        """
                        select count(*), max(number), count(*) filter (where conclusion <> 'success'),
                            (select count(*) from claims),
                            (select count(*) from hook_deliveries where state <> 'processed' and event <> 'refresh')
                        from pipeline_runs
                        """);
        expect(report, "runs", runs, found[0]);
        expect(report, "highest number of a run", runs, found[1]);
        expect(report, "runs that did not succeed", 0, found[2]);
        expect(report, "claims", runs, found[3]);
        expect(report, "deliveries that are not done", 0, found[4]);
    }

    private static void expect(Report report, String what, long wanted, double found) {
        if (wanted != Math.round(found)) {
            report.finding("%s: %.0f, not %d".formatted(what, found, wanted));
        }
    }
}
