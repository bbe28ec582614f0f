package dev.minijenkin.stress.server;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.token.AccessToken;
import dev.minijenkin.db.token.NewToken;
import dev.minijenkin.db.token.TokenScope;
import dev.minijenkin.db.token.Tokens;
import dev.minijenkin.instance.DatabaseAccess;
import dev.minijenkin.instance.Home;
import dev.minijenkin.instance.ThrowAwayInstance;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.bench.DirectSql;
import dev.minijenkin.stress.bench.ProcessMemory;
import dev.minijenkin.stress.bench.ProcessorTime;
import dev.minijenkin.stress.reliability.Progress;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.sample.PushSender;
import dev.minijenkin.stress.sample.SampleRepository;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Many clients that follow the log of one busy job by server-sent events, of a server that is a
/// process of its own: that each has every line once and in order, how long until the last of them
/// has the end, and what memory the server takes.
public final class StreamsScenario implements Scenario {
    /// A token may ask so often that this many come at once.
    private static final int CLIENTS_A_TOKEN = 50;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String NO_COMMIT = "0".repeat(40);
    private static final String REPOSITORY = "team/streams";
    private static final double MEBIBYTE = 1 << 20;

    private static final ScenarioOption.Count CLIENTS =
            new ScenarioOption.Count("clients", 1000, "clients that follow the job");
    private static final ScenarioOption.Count LINES =
            new ScenarioOption.Count("lines", 5000, "lines that it prints, some 1,000 a second");

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public String description() {
        return "Clients that follow one busy job: all of its lines to each, and the server's memory.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(CLIENTS, LINES, BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        Path go = run.folder().resolve("go");
        int lines = run.count(LINES);
        try (BenchPostgres postgres = BenchPostgres.open(run, report);
                ThrowAwayInstance instance =
                        ThrowAwayInstance.start(
                                Home.at(run.folder()), run.program(), postgres.configuration());
                DatabaseAccess access = DatabaseAccess.open(instance.configuration(), Set.of());
                DirectSql sql = new DirectSql(instance.configuration())) {
            instance.startRunner("stress");
            begin(run, instance, workflow(go, lines));
            Progress.await(
                    "jobs running",
                    1,
                    report,
                    () -> sql.count("select count(*) from jobs where state = 'running'"));
            URI log =
                    instance.server()
                            .resolve(
                                    "/api/v1/jobs/%d/log/stream"
                                            .formatted(sql.count("select min(id) from jobs")));
            List<String> tokens = tokens(access.database(), run.count(CLIENTS));
            double server = ProcessorTime.of(instance.serverProcess());
            follow(instance, log, tokens, lines, go, report);
            report.figure(
                    "server_seconds", (ProcessorTime.of(instance.serverProcess()) - server) / 1e3);
        }
    }

    private static String workflow(Path go, int lines) {
        return """
        on: push
        jobs:
          talk:
            runs-on: linux
            steps:
              - run: |
                  while [ ! -e '%s' ]; do sleep 0.1; done
                  for i in $(seq 1 %d); do
                    echo "line $i"
                    if (( i %% 50 == 0 )); then sleep 0.05; fi
                  done
        """
                .formatted(go, lines);
    }

    private static void begin(ScenarioRun run, ThrowAwayInstance instance, String workflow)
            throws InterruptedException {
        SampleRepository repository =
                SampleRepository.create(run.folder().resolve("streams.git"), workflow);
        String secret = instance.register(REPOSITORY, repository.folder());
        try (PushSender hook = new PushSender(instance.server(), REPOSITORY, secret)) {
            hook.pushed(NO_COMMIT, repository.commit("Begin"));
        }
    }

    /// One for each client, most of them alike.
    private static List<String> tokens(Database database, int clients) {
        SecureRandom random = new SecureRandom();
        List<String> tokens = new ArrayList<>();
        for (int first = 0; first < clients; first += CLIENTS_A_TOKEN) {
            AccessToken token = AccessToken.generate(random);
            NewToken wanted = new NewToken("streams-" + first, Set.of(TokenScope.READ), 1, null);
            database.runInTransaction(tx -> Tokens.create(tx, wanted, token));
            for (int i = first; i < Math.min(clients, first + CLIENTS_A_TOKEN); i++) {
                tokens.add(token.text());
            }
        }
        return tokens;
    }

    private static void follow(
            ThrowAwayInstance instance,
            URI log,
            List<String> tokens,
            int lines,
            Path go,
            Report report)
            throws IOException, InterruptedException {
        long idle = ProcessMemory.of(instance.serverProcess());
        List<StreamClient> clients = new ArrayList<>();
        long most = idle;
        double seconds;
        try (HttpClient http =
                        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            tokens.forEach(token -> clients.add(new StreamClient(http, log, token)));
            long came = System.nanoTime();
            clients.forEach(threads::execute);
            Progress.await(
                    "clients that listen",
                    clients.size(),
                    report,
                    () ->
                            clients.stream()
                                    .filter(client -> client.listens() || client.hasEnded())
                                    .count());
            report.figure("coming_seconds", (System.nanoTime() - came) / 1e9);
            Files.createFile(go);
            long start = System.nanoTime();
            while (clients.stream().anyMatch(client -> !client.hasEnded())) {
                most = Math.max(most, ProcessMemory.of(instance.serverProcess()));
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    report.finding("streams did not end within " + PATIENCE);
                    threads.shutdownNow();
                    http.shutdownNow();
                    break;
                }
                Thread.sleep(50);
            }
            seconds = (System.nanoTime() - start) / 1e9;
        }
        tell(report, clients, lines, seconds, idle, most);
        check(report, clients, lines);
    }

    private static void tell(
            Report report,
            List<StreamClient> clients,
            int lines,
            double seconds,
            long idle,
            long most) {
        int count = clients.size();
        int sentAway = clients.stream().mapToInt(StreamClient::sentAway).sum();
        report.line(
                "%,d clients that came at once were told %,d times to come again in a moment"
                        .formatted(count, sentAway));
        report.line(
                "%,d lines to each of them in %.1f s: %,.0f lines a second; the server took %.0f MiB, and %.0f before they came"
                        .formatted(
                                lines,
                                seconds,
                                count * (double) lines / seconds,
                                most / MEBIBYTE,
                                idle / MEBIBYTE));
        report.figure("sent_away_count", sentAway);
        report.figure("run_seconds", seconds);
        report.figure("lines_per_second", count * (double) lines / seconds);
        report.figure("server_mib", most / MEBIBYTE);
        report.figure("idle_server_mib", idle / MEBIBYTE);
        report.figure("bytes_per_client", Math.max(0, most - idle) / (double) count);
    }

    private static void check(Report report, List<StreamClient> clients, int lines) {
        List<StreamClient> cut = clients.stream().filter(client -> !client.isWhole(lines)).toList();
        report.check(
                "each client has every line once and in order, and the end",
                cut.size(),
                "clients have not; of the first: "
                        + cut.stream().findFirst().map(StreamClient::trouble).orElse(""));
    }
}
