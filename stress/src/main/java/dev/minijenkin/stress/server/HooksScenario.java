package dev.minijenkin.stress.server;

import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.Clients;
import dev.minijenkin.stress.bench.DirectSql;
import dev.minijenkin.stress.bench.ProcessorTime;
import dev.minijenkin.stress.report.LatencyFigures;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.PushSender;
import dev.minijenkin.stress.sample.SampleRepository;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Hooks at a rate, by some connections, to a server that is a process of its own: how long until
/// each is stored and answered, and that none is lost. Times are from the moment at which a hook
/// was due, so that a server that falls behind is not asked less. What the server makes of them it
/// makes meanwhile; none starts a run.
public final class HooksScenario implements Scenario {
    private static final int WARM_UP_SECONDS = 4;
    private static final String REPOSITORY = "team/hooks";
    private static final String WORKFLOW =
            """
            on: workflow_dispatch
            jobs:
              none:
                runs-on: linux
                steps:
                  - run: 'true'
            """;

    private static final ScenarioOption.Count RATE =
            new ScenarioOption.Count("rate", 1000, "hooks a second");
    private static final ScenarioOption.Count SECONDS =
            new ScenarioOption.Count("seconds", 10, "for how long");
    private static final ScenarioOption.Count CONNECTIONS =
            new ScenarioOption.Count("connections", 32, "connections by which they come");

    @Override
    public String name() {
        return "hooks";
    }

    @Override
    public String description() {
        return "Hooks at a rate: how long until each is stored and answered, and that none is lost.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(RATE, SECONDS, CONNECTIONS, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        int rate = run.count(RATE);
        try (BenchPostgres postgres = BenchPostgres.open(run, report);
                ThrowAwayInstance instance =
                        ThrowAwayInstance.start(
                                Home.at(run.folder()), run.program(), postgres.configuration());
                DirectSql sql = new DirectSql(instance.configuration())) {
            SampleRepository repository =
                    SampleRepository.create(run.folder().resolve("hooks.git"), WORKFLOW);
            String commit = repository.commit("Begin");
            String secret = instance.register(REPOSITORY, repository.folder());
            List<PushSender> senders = new ArrayList<>();
            try {
                for (int i = 0; i < run.count(CONNECTIONS); i++) {
                    senders.add(new PushSender(instance.server(), REPOSITORY, secret));
                }
                Sending sending = new Sending(senders, commit, rate);
                int warmUp = rate * WARM_UP_SECONDS;
                sending.send(0, warmUp);
                long before = stored(sql);
                Used used = Used.now(postgres, instance);
                int hooks = rate * run.count(SECONDS);
                long start = System.nanoTime();
                Answers answers = sending.send(warmUp, hooks);
                double seconds = (System.nanoTime() - start) / 1e9;
                tell(report, answers, seconds, Used.now(postgres, instance).since(used, hooks));
                check(report, answers, stored(sql) - before);
                tellOpen(report, sql);
            } finally {
                senders.forEach(PushSender::close);
            }
        }
    }

    /// What clients were told.
    ///
    /// @param millis from when each hook was due until it was answered
    /// @param refused those that were not taken, by what was said instead
    private record Answers(List<Double> millis, List<String> refused) {
        Answers() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        synchronized void add(double took, Optional<String> instead) {
            millis.add(took);
            instead.ifPresent(refused::add);
        }
    }

    /// @param senders each of which sends one at a time
    /// @param rate of all together, a second
    private record Sending(List<PushSender> senders, String commit, int rate) {
        /// @param first number of a hook, which no other one of the scenario has
        Answers send(int first, int hooks) throws InterruptedException {
            Answers answers = new Answers();
            long start = System.nanoTime();
            int sent =
                    Clients.together(
                            senders.size(),
                            client -> {
                                int count = 0;
                                for (int hook = client; hook < hooks; hook += senders.size()) {
                                    long due = start + TimeUnit.SECONDS.toNanos(1) * hook / rate;
                                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                                    Optional<String> instead =
                                            send(senders.get(client), first + hook);
                                    answers.add((System.nanoTime() - due) / 1e6, instead);
                                    count++;
                                }
                                return count;
                            });
            if (sent != hooks) {
                throw new StressException("%d hooks were sent, not %d".formatted(sent, hooks));
            }
            return answers;
        }

        /// Each has a body of its own: the same one again would be the same delivery.
        ///
        /// @return what was said where it was not taken
        private Optional<String> send(PushSender sender, int number) {
            try {
                PushSender.Answer answer = sender.send("%040x".formatted(number + 1), commit);
                return answer.status() == PushSender.TAKEN
                        ? Optional.empty()
                        : Optional.of(answer.toString());
            } catch (IOException e) {
                return Optional.of(e.toString());
            }
        }
    }

    /// Processor time in milliseconds.
    private record Used(double server, double postgres, double sender) {
        static Used now(BenchPostgres postgres, ThrowAwayInstance instance) {
            return new Used(
                    ProcessorTime.of(instance.serverProcess()),
                    postgres.machine().postgresMillis(),
                    ProcessorTime.ofThis());
        }

        Used since(Used before, int hooks) {
            return new Used(
                    (server - before.server) / hooks,
                    (postgres - before.postgres) / hooks,
                    (sender - before.sender) / hooks);
        }
    }

    private static long stored(DirectSql sql) {
        return sql.count("select count(*) from hook_deliveries where event = 'push'");
    }

    private static void tell(Report report, Answers answers, double seconds, Used a) {
        LatencyFigures figures = LatencyFigures.of(answers.millis());
        int hooks = answers.millis().size();
        report.line(
                "%,d hooks in %.1f s: %.0f a second; answered after %.1f ms (median), %.1f ms (p99), %.1f ms at most"
                        .formatted(
                                hooks,
                                seconds,
                                hooks / seconds,
                                figures.median(),
                                figures.percentile(99),
                                figures.max()));
        report.line(
                "processor of a hook: server %.2f ms, PostgreSQL %.2f ms, and %.2f ms to send it"
                        .formatted(a.server(), a.postgres(), a.sender()));
        report.figure("hooks_per_second", hooks / seconds);
        report.figure("p50_ms", figures.median());
        report.figure("p99_ms", figures.percentile(99));
        report.figure("max_ms", figures.max());
        report.figure("server_ms_per_hook", a.server());
        report.figure("postgres_ms_per_hook", a.postgres());
        report.control("sender_ms_per_hook", a.sender());
    }

    private static void check(Report report, Answers answers, long stored) {
        int taken = answers.millis().size() - answers.refused().size();
        report.check(
                "each hook was taken",
                answers.refused().size(),
                "hooks were not taken: " + answers.refused().stream().findFirst().orElse(""));
        report.check(
                "each hook that was answered is stored, and once",
                Math.abs(stored - taken),
                "deliveries too many or too few are stored");
    }

    /// They were answered before the server looked what comes of them.
    private static void tellOpen(Report report, DirectSql sql) {
        long open =
                sql.count(
                        "select count(*) from hook_deliveries where event = 'push' and state = 'received'");
        report.line("%,d of them are still to be processed".formatted(open));
        report.figure("left_to_process_count", (double) open);
    }
}
