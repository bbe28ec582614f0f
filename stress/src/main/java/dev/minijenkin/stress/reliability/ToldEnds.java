package dev.minijenkin.stress.reliability;

import dev.minijenkin.db.RunId;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.stress.bench.BenchDatabase;
import dev.minijenkin.stress.bench.Clients;
import dev.minijenkin.stress.sample.MadeUpRuns;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// Runs that end, each of which one target hears of. Their transactions stay open for a while after
/// the end was written, and some are rolled back first.
final class ToldEnds {
    private static final int CLIENTS = 8;

    /// Of each repository. What follows a failure waits for it: with few branches a trial in which
    /// half of the attempts fail would last as long as its pauses add up to.
    private static final int BRANCHES = 64;

    private static final int ROLLED_BACK_PERCENT = 10;
    private static final int OPEN_MILLIS = 30;

    private final BenchDatabase bench;
    private final TroubledReceiver receiver;
    private final long seed;
    private final Map<Long, Long> committed = new ConcurrentHashMap<>();
    private long[] runs = {};

    ToldEnds(BenchDatabase bench, TroubledReceiver receiver, long seed) {
        this.bench = bench;
        this.receiver = receiver;
        this.seed = seed;
    }

    /// Repositories with a target and runs under way, each on the branch of the client that ends
    /// it.
    void fill(int targets, int each) {
        bench.database()
                .runInTransaction(tx ->
                        IntStream.rangeClosed(1, targets)
                                .forEach(target -> MadeUpRuns.register(tx, "team/told-" + target)));
        bench.execute(
                """
                insert into pipelines (repository_id, path, name)
                select id, '.mini-jenkin/workflows/ci.yml', 'ci' from repositories
                """);
        bench.execute(
                """
                insert into outbox_targets (name, kind, repository_id, url)
                select 'target-' || id, 'webhook', id, '%s' || id from repositories
                """
                        .formatted(receiver.url("/target-")));
        bench.execute(
                """
                insert into pipeline_runs (pipeline_id, repository_id, number, title, event, ref, commit_sha, actor, state)
                select p.id, p.repository_id, n, 'Mend it', 'push', 'refs/heads/branch-' || n %% %d, repeat('0', 40), 'ana',
                    'running'
                from pipelines p, generate_series(1, %d) n
                order by n, p.id
                """
                        .formatted(BRANCHES, each));
        bench.execute("vacuum analyze");
        long last = bench.count("select max(id) from pipeline_runs");
        runs = LongStream.rangeClosed(1, last).toArray();
    }

    /// Ends all of them.
    void end() throws InterruptedException {
        Map<Long, Long> branches = new ConcurrentHashMap<>();
        bench.byName("select id::text, split_part(ref, '-', 2)::bigint from pipeline_runs")
                .forEach((run, branch) -> branches.put(Long.valueOf(run), branch));
        Clients.together(
                CLIENTS,
                client -> {
                    Random random = new Random(seed * 31 + client);
                    List<Long> own =
                            IntStream.range(0, runs.length)
                                    .mapToObj(run -> runs[run])
                                    .filter(run ->
                                            branches.getOrDefault(run, -1L) % CLIENTS == client)
                                    .toList();
                    for (long run : own) {
                        end(run, random);
                    }
                    return own.size();
                });
    }

    /// When each was about to be committed, by its run: `System.nanoTime()`.
    Map<Long, Long> committed() {
        return Map.copyOf(committed);
    }

    private void end(long run, Random random) {
        if (random.nextInt(100) < ROLLED_BACK_PERCENT) {
            try {
                bench.database()
                        .runInTransaction(tx -> {
                            Runs.finish(tx, new RunId(run), Conclusion.CANCELLED, null);
                            pause(random);
                            throw new RolledBack();
                        });
            } catch (RolledBack _) {
                // As it was meant to be.
            }
        }
        bench.database()
                .runInTransaction(tx -> {
                    Runs.finish(tx, new RunId(run), Conclusion.SUCCESS, null);
                    pause(random);
                    committed.put(run, System.nanoTime());
                });
    }

    private static void pause(Random random) {
        try {
            Thread.sleep(random.nextInt(OPEN_MILLIS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
