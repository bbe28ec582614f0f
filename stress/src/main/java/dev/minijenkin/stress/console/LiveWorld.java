package dev.minijenkin.stress.console;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.notify.Notifier;
import dev.minijenkin.db.notify.Topic;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.sample.LongLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A log that grows and runs that change, ten times a second, as if servers and runners were at
/// work.
final class LiveWorld implements AutoCloseable {
    private static final int TIMES_A_SECOND = 10;
    private static final int RUNS = 200;

    private final BenchDatabase bench;
    private final LongLog log;
    private final List<Long> runs;
    private final int lines;
    private final int changes;
    private final Notifier notifier;
    private final Database database;
    private final ScheduledExecutorService times =
            Executors.newSingleThreadScheduledExecutor(
                    work -> Thread.ofPlatform().name("live-world").unstarted(work));
    private final AtomicLong steps = new AtomicLong();

    private LiveWorld(BenchDatabase bench, LongLog log, int linesASecond, int changesASecond) {
        this.bench = bench;
        this.log = log;
        this.lines = linesASecond / TIMES_A_SECOND;
        this.changes = changesASecond / TIMES_A_SECOND;
        this.runs =
                bench.read(
                        "select id from pipeline_runs order by id desc limit " + RUNS,
                        rows -> {
                            List<Long> ids = new ArrayList<>();
                            while (rows.next()) {
                                ids.add(rows.getLong(1));
                            }
                            return ids;
                        });
        this.notifier = new Notifier(bench.plainConfiguration().dataSource());
        this.database = Database.open(bench.plainConfiguration(), notifier);
    }

    /// @param linesASecond that the log grows by
    /// @param changesASecond of runs
    static LiveWorld start(BenchDatabase bench, LongLog log, int linesASecond, int changesASecond) {
        LiveWorld world = new LiveWorld(bench, log, linesASecond, changesASecond);
        var _ =
                world.times.scheduleAtFixedRate(
                        world::step, 0, 1000 / TIMES_A_SECOND, TimeUnit.MILLISECONDS);
        return world;
    }

    /// How many tenths of a second of it were carried out.
    long steps() {
        return steps.get();
    }

    private void step() {
        log.append(database, lines);
        List<Long> next = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            next.add(runs.get((int) ((steps.get() * changes + i) % runs.size())));
        }
        bench.execute(
                "update pipeline_runs set title = 'Change at ' || clock_timestamp() where id = any(?)",
                (Object) next.toArray(Long[]::new));
        database.runInTransaction(tx -> next.forEach(run -> tx.hint(Topic.RUN, run)));
        steps.incrementAndGet();
    }

    @Override
    public void close() {
        times.shutdown();
        try {
            if (!times.awaitTermination(20, TimeUnit.SECONDS)) {
                times.shutdownNow();
            }
        } catch (InterruptedException _) {
            times.shutdownNow();
            Thread.currentThread().interrupt();
        }
        try (notifier;
                database) {
            steps.get();
        }
    }
}
