package dev.minijenkin.stress.reliability;

import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.OpenFiles;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.report.Timeline;
import dev.minijenkin.stress.sample.QueuedRuns;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Very many deployments to few environments, while whoever holds one is killed, paused and cut
/// off. The scripts themselves write down for how long each of them lives, outside the database.
public final class DeploymentScenario implements Scenario {
    private static final int AT_ONCE = 100;
    private static final int GRACE_SECONDS = 2;

    private static final ScenarioOption.Count DEPLOYMENTS =
            new ScenarioOption.Count("deployments", 5_000, "deployments in all");
    private static final ScenarioOption.Count ENVIRONMENTS =
            new ScenarioOption.Count("environments", 5, "environments that they go to");
    private static final ScenarioOption.Count RUNNERS =
            new ScenarioOption.Count("runners", 5, "processes that carry them out");
    private static final ScenarioOption.Count LONG =
            new ScenarioOption.Count(
                    "long", 50, "each so many of them lives for longer than lease and grace");
    private static final ScenarioOption.Count EVERY =
            new ScenarioOption.Count(
                    "every", "MILLIS", 6_000, "between one kill, pause or cut and the next");
    private static final ScenarioOption.Count LEASE =
            new ScenarioOption.Count("lease", "SECONDS", 5, "after which a silent runner is lost");

    @Override
    public String name() {
        return "deploy-contention";
    }

    @Override
    public String description() {
        return "Deployments to few environments, whose holders are killed, paused and cut off.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(
                DEPLOYMENTS,
                ENVIRONMENTS,
                RUNNERS,
                LONG,
                EVERY,
                LEASE,
                ScenarioOption.SEED,
                BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        try (BenchDatabase bench = BenchDatabase.start(run, report);
                ThrowAwayInstance instance =
                        ThrowAwayInstance.start(
                                Home.at(run.folder().resolve("product")),
                                run.program(),
                                bench.plainConfiguration())) {
            bench.execute(
                    "update settings set lease_seconds = %d, deployment_grace_seconds = %d"
                            .formatted(run.count(LEASE), GRACE_SECONDS));
            List<Path> marks = fill(run, bench);
            int deployments = Math.toIntExact(bench.count("select count(*) from jobs"));
            report.line(
                    "%,d deployments wait for %d environments"
                            .formatted(deployments, marks.size()));
            carryOut(run, bench, instance, deployments, report);
            new DeploymentCheck(bench, marks).check(report);
            report.check(
                    "nothing that a deployment started is left on the host",
                    OpenFiles.awaitNone(marks),
                    "processes of deployments live on");
        }
    }

    /// The files that the scripts write to, one for each environment, in the order of their ids.
    private static List<Path> fill(ScenarioRun run, BenchDatabase bench) throws IOException {
        List<Path> marks = new ArrayList<>();
        int environments = run.count(ENVIRONMENTS);
        int each = Math.max(1, run.count(DEPLOYMENTS) / environments);
        int seconds = run.count(LEASE) + GRACE_SECONDS + 5;
        List<QueuedRuns> runs = new ArrayList<>();
        for (int environment = 0; environment < environments; environment++) {
            Path file = Files.createFile(run.folder().resolve("marks-" + environment));
            marks.add(file);
            runs.add(
                    new QueuedRuns(
                            bench.database(),
                            "team/shipped-" + environment,
                            workflow(file, run.count(LONG), seconds)));
        }
        for (int done = 0; done < each; done += AT_ONCE) {
            for (QueuedRuns one : runs) {
                one.start(one.receive(Math.min(AT_ONCE, each - done)));
            }
        }
        return marks;
    }

    /// Its only job goes on when it is asked to end, and writes for as long as it lives.
    private static String workflow(Path file, int longOne, int seconds) {
        return """
        name: shipped
        on: push
        jobs:
          ship:
            runs-on: [linux]
            environment: prod
            steps:
              - run: |
                  trap '' TERM INT HUP
                  exec 9>> '%s'
                  me=$DEPLOY_FENCE_TOKEN
                  lives=2
                  [ $((me %% %d)) != 0 ] || lives=%d
                  echo "begin $me" >&9
                  for ((i = 0; i < lives; i++)); do
                    echo "alive $me" >&9
                    sleep 0.1
                  done
                  echo "end $me" >&9
        """
                .formatted(file, longOne, seconds * 10);
    }

    private static void carryOut(
            ScenarioRun run,
            BenchDatabase bench,
            ThrowAwayInstance instance,
            int deployments,
            Report report)
            throws IOException, InterruptedException {
        int capacity = Math.max(2, run.count(ENVIRONMENTS) / run.count(RUNNERS));
        Random aiming = new Random(run.count(ScenarioOption.SEED));
        try (Fleet fleet = new Fleet(instance, run.program(), run.count(RUNNERS), capacity)) {
            fleet.awaitOnline(bench);
            report.timeline().begin();
            Troubles.Rhythm rhythm =
                    new Troubles.Rhythm(
                            Duration.ofMillis(run.count(EVERY)),
                            0,
                            Duration.ofSeconds(run.count(LEASE)),
                            () -> holder(bench, fleet, aiming));
            try (Troubles troubles =
                    new Troubles(fleet, bench, report, rhythm, run.count(ScenarioOption.SEED))) {
                double seconds =
                        Progress.await(
                                "deployments ended",
                                deployments,
                                report,
                                () -> ended(bench, report.timeline()));
                report.figure("deployments_per_second", deployments / seconds);
                report.figure("run_seconds", seconds);
                troubles.tell();
            }
        }
    }

    /// A member of the fleet that holds an environment just now; negative: none does.
    private static int holder(BenchDatabase bench, Fleet fleet, Random random) {
        List<Integer> holders =
                bench
                        .byName(
                                """
                                select r.name, 0 from environment_locks l join runners r on r.id = l.runner_id
                                where l.state = 'held' group by r.name
                                """)
                        .keySet()
                        .stream()
                        .map(fleet::member)
                        .sorted()
                        .toList();
        return holders.isEmpty() ? -1 : holders.get(random.nextInt(holders.size()));
    }

    private static long ended(BenchDatabase bench, Timeline time) {
        double[] now =
                bench.numbers(
                        """
                        select (select count(*) from jobs where state = 'finished'),
                            (select count(*) from deployments where state = 'failed'),
                            (select count(*) from environment_locks where state = 'held'),
                            (select count(*) from environment_locks where state = 'kept'),
                            (select coalesce(extract(epoch from now() - min(held_since)), 0) from deployment_locks
                            where deployment_id is not null)
                        """);
        time.point("Deployments", "ended", now[0]);
        time.point("Deployments", "lost with their runner", now[1]);
        time.point("Environments", "held", now[2]);
        time.point("Environments", "kept after a lost runner", now[3]);
        time.point("Oldest lock (seconds)", "held since", now[4]);
        return Math.round(now[0]);
    }
}
