package dev.minijenkin.stress.reliability;

import dev.minijenkin.instance.Program;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.BenchPostgres;
import dev.minijenkin.stress.reliability.TroubledReceiver.Fate;
import dev.minijenkin.stress.report.Report;
import dev.minijenkin.stress.scenario.Scenario;
import dev.minijenkin.stress.scenario.ScenarioOption;
import dev.minijenkin.stress.scenario.ScenarioRun;
import dev.minijenkin.stress.scenario.StressException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Messages to a receiver that fails half of the time, while the servers that send them are killed:
/// all arrive, under one key each, in the order of their branch, and none before the transaction
/// that caused it.
public final class WebhookScenario implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int POLL_MILLIS = 200;

    private static final ScenarioOption.Count DELIVERIES =
            new ScenarioOption.Count("deliveries", 10_000, "messages that are to arrive");
    private static final ScenarioOption.Count TARGETS =
            new ScenarioOption.Count("targets", 20, "targets, a repository each");
    private static final ScenarioOption.Count FAILING =
            new ScenarioOption.Count("failing", "PERCENT", 50, "requests that fail");
    private static final ScenarioOption.Count KILLS =
            new ScenarioOption.Count("kills", 2, "times that a server is killed (SIGKILL)");

    private static final ScenarioOption.Count LONGEST_PAUSE =
            new ScenarioOption.Count(
                    "longest-pause",
                    "SECONDS",
                    4,
                    "to which the servers' pauses between attempts double; usually 1800, with which"
                            + " the unluckiest of 10,000 messages waits for most of an hour");

    @Override
    public String name() {
        return "webhook-reliability";
    }

    @Override
    public String description() {
        return "Messages to a receiver that fails, hangs and resets, from servers that are killed.";
    }

    @Override
    public List<ScenarioOption> options() {
        return List.of(
                DELIVERIES,
                TARGETS,
                FAILING,
                KILLS,
                LONGEST_PAUSE,
                ScenarioOption.SEED,
                BenchPostgres.DATABASE);
    }

    @Override
    public void run(ScenarioRun run, Report report) throws IOException, InterruptedException {
        long seed = run.count(ScenarioOption.SEED);
        int targets = run.count(TARGETS);
        int each = Math.max(1, run.count(DELIVERIES) / targets);
        try (BenchDatabase bench = BenchDatabase.start(run, report);
                TroubledReceiver receiver = new TroubledReceiver(seed, run.count(FAILING));
                Servers servers = new Servers(run, bench)) {
            ToldEnds ends = new ToldEnds(bench, receiver, seed);
            ends.fill(targets, each);
            servers.start();
            long start = System.nanoTime();
            Thread killer =
                    Thread.ofPlatform()
                            .name("killer")
                            .start(() ->
                                    servers.kill(
                                            run.count(KILLS),
                                            bench,
                                            targets * each,
                                            new Random(seed)));
            ends.end();
            double ended = seconds(start);
            awaitAll(bench, targets * each, report);
            killer.join();
            double seconds = seconds(start);
            tell(report, receiver, targets * each, ended, seconds, servers.killed());
            new ToldCheck(bench, receiver.arrivals(), ends.committed()).check(report);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void awaitAll(BenchDatabase bench, int all, Report report)
            throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long said = System.nanoTime();
        while (delivered(bench) < all) {
            if (System.nanoTime() > deadline) {
                throw new StressException("Not all messages arrived within " + PATIENCE);
            }
            if (System.nanoTime() - said > 15_000_000_000L) {
                said = System.nanoTime();
                report.line("%d of %d delivered".formatted(delivered(bench), all));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static long delivered(BenchDatabase bench) {
        return bench.count(
                "select count(*) from webhooks_outbox where state in ('delivered', 'dead')");
    }

    private static void tell(
            Report report,
            TroubledReceiver receiver,
            int messages,
            double ended,
            double seconds,
            int killed) {
        report.line(
                "%d messages, their runs ended within %.1f s, all delivered after %.1f s; %d servers killed"
                        .formatted(messages, ended, seconds, killed));
        int requests = 0;
        List<String> words = new ArrayList<>();
        for (Fate fate : Fate.values()) {
            requests += receiver.count(fate);
            words.add(fate.name().toLowerCase(Locale.ROOT) + " " + receiver.count(fate));
        }
        report.line("%d requests: %s".formatted(requests, String.join(", ", words)));
        int arrivals = receiver.arrivals().size();
        report.line("arrived more than once: " + (arrivals - messages));
        report.figure("messages_per_second", messages / seconds);
        report.figure("requests_per_message", requests / (double) messages);
        report.figure("repeated_arrivals_count", arrivals - (double) messages);
        report.figure("servers_killed_count", killed);
    }

    /// Two servers, of which now and then one is killed and started again.
    private static final class Servers implements AutoCloseable {
        private static final int COUNT = 2;

        private final Program program;
        private final Path folder;
        private final BenchDatabase bench;
        private final int longestPause;
        // Guarded by this.
        private final Process[] processes = new Process[COUNT];
        private int killed;
        private boolean closed;

        Servers(ScenarioRun run, BenchDatabase bench) {
            this.program = run.program();
            this.folder = run.folder();
            this.longestPause = run.count(LONGEST_PAUSE);
            this.bench = bench;
        }

        synchronized void start() throws IOException {
            for (int server = 0; server < COUNT; server++) {
                processes[server] = start(server);
            }
        }

        synchronized int killed() {
            return killed;
        }

        /// Each kill comes when so many more messages have been delivered, somewhere in the middle.
        void kill(int kills, BenchDatabase database, int all, Random random) {
            try {
                for (int kill = 1; kill <= kills; kill++) {
                    long after = (long) all * kill / (kills + 1);
                    while (delivered(database) < after && !isClosed()) {
                        Thread.sleep(20);
                    }
                    Thread.sleep(random.nextInt(300));
                    again(random.nextInt(COUNT));
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new StressException("A server could not be started again", e);
            }
        }

        private synchronized void again(int server) throws IOException, InterruptedException {
            if (!closed) {
                processes[server].destroyForcibly().waitFor();
                killed++;
                processes[server] = start(server);
            }
        }

        private synchronized boolean isClosed() {
            return closed;
        }

        private Process start(int server) throws IOException {
            return program.on(
                            bench.plainConfiguration(),
                            folder,
                            List.of(
                                    "server",
                                    "--port",
                                    "0",
                                    "--message-timeout",
                                    "2",
                                    "--message-longest-pause",
                                    Integer.toString(longestPause),
                                    "--data",
                                    folder.resolve("server-" + server).toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(
                                    folder.resolve("server-" + server + ".log").toFile()))
                    .start();
        }

        @Override
        public synchronized void close() {
            closed = true;
            for (Process process : processes) {
                if (process != null) {
                    process.destroyForcibly();
                }
            }
        }
    }
}
