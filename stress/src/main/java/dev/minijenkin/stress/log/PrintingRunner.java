package dev.minijenkin.stress.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.instance.DatabaseAccess;
import dev.minijenkin.runner.Runner;
import dev.minijenkin.runner.action.Actions;
import dev.minijenkin.runner.claimloop.RunnerConfiguration;
import dev.minijenkin.runner.host.OutputSink;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.Costs;
import dev.minijenkin.stress.sample.BuildLog;
import dev.minijenkin.stress.sample.IdleHosts;
import dev.minijenkin.stress.sample.MadeUpWorkflows;
import dev.minijenkin.stress.sample.QueuedRuns;
import dev.minijenkin.stress.scenario.StressException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What a runner pays for the lines of a [BuildLog], from what its step prints until the database
/// has them; nothing for making the lines up. What other work is compared with.
final class PrintingRunner {
    private static final String LABEL = "printing";
    private static final int PIPE = 64 << 10;
    private static final int DIFFERENT_LINES = 100_000;

    private final List<byte[]> reads = new ArrayList<>();
    private final CountDownLatch going = new CountDownLatch(1);
    private final int rounds;

    private PrintingRunner(int lines) {
        rounds = Math.ceilDiv(lines, DIFFERENT_LINES);
        BuildLog log = new BuildLog(4);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (int line = 0; line < DIFFERENT_LINES; line++) {
            read.writeBytes((log.line("") + "\n").getBytes(UTF_8));
            if (read.size() >= PIPE || line == DIFFERENT_LINES - 1) {
                reads.add(read.toByteArray());
                read.reset();
            }
        }
    }

    /// Has a runner of this process print about so many lines.
    ///
    /// @param folder for its work
    /// @return processor time a line of this process and PostgreSQL, in microseconds
    static double measure(BenchDatabase bench, Path folder, int lines) throws InterruptedException {
        PrintingRunner printing = new PrintingRunner(lines);
        new QueuedRuns(
                        bench.database(),
                        "team/printing",
                        MadeUpWorkflows.oneJob("printing", LABEL, 1))
                .start(1);
        try (DatabaseAccess access = DatabaseAccess.open(bench.configuration(), Runner.TOPICS);
                Runner _ =
                        Runner.start(
                                new RunnerConfiguration("printing", List.of(LABEL), 1, folder),
                                access.database(),
                                access.listener(),
                                _ -> new IdleHosts(printing::print),
                                Actions.OWN)) {
            while (bench.count(
                            "select count(*) from jobs j join label_sets s on s.id = j.label_set_id"
                                    + " where j.state = 'running' and 'printing' = any(s.labels)")
                    == 0) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            Costs before = bench.costs();
            printing.going.countDown();
            while (bench.count(
                            "select count(*) from jobs j join label_sets s on s.id = j.label_set_id"
                                    + " where j.state <> 'finished' and 'printing' = any(s.labels)")
                    > 0) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            Costs aLine = bench.costs().since(before, printing.rounds * DIFFERENT_LINES);
            double postgres = Double.isNaN(aLine.postgresMillis()) ? 0 : aLine.postgresMillis();
            return (aLine.javaMillis() + postgres) * 1000;
        }
    }

    private void print(OutputSink output) {
        try {
            going.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StressException("Interrupted", e);
        }
        for (int round = 0; round < rounds; round++) {
            reads.forEach(read -> output.bytes(read, read.length));
        }
    }
}
