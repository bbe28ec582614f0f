package dev.minijenkin.stress.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.PipelineId;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Pipelines;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.run.Cause;
import dev.minijenkin.db.run.Conclusion;
import dev.minijenkin.db.run.Runs;
import dev.minijenkin.db.run.start.NewRun;
import dev.minijenkin.db.run.start.NewRuns;
import dev.minijenkin.db.stats.RollUps;
import java.util.List;

/// Runs of a team that nobody is, for benchmarks of what looks at many.
public final class MadeUpRuns {
    private static final List<String> REPOSITORIES =
            List.of("shop-web", "shop-api", "checkout", "recommender", "mobile-app", "infra");
    private static final List<String> PEOPLE = List.of("mei", "jonas", "priya", "sofia", "lars");
    private static final int A_TRANSACTION = 500;

    private MadeUpRuns() {}

    /// Inserts `count` runs; the last few go on, the others have ended, one in nine badly.
    public static void fill(Database database, int count) {
        for (int done = 0; done < count; done += A_TRANSACTION) {
            int from = done;
            database.transaction(tx -> {
                for (int run = from; run < Math.min(count, from + A_TRANSACTION); run++) {
                    insert(tx, run, count - run > REPOSITORIES.size());
                }
                return true;
            });
        }
        while (!database.transaction(RollUps::add)) {
            // There is more.
        }
    }

    private static void insert(Tx tx, int number, boolean ended) {
        String name = REPOSITORIES.get(number % REPOSITORIES.size());
        RepositoryId repository =
                Repositories.find(tx, name)
                        .map(known -> known.id())
                        .orElseGet(() -> register(tx, name));
        PipelineId pipeline =
                Pipelines.ensure(tx, repository, ".mini-jenkin/workflows/ci.yml", "ci");
        String commit = "%040x".formatted(number + 1);
        String person = PEOPLE.get(number % PEOPLE.size());
        String branch = number % 4 == 0 ? "main" : "topic/" + number % 97;
        RunId run =
                NewRuns.insert(
                                tx,
                                new NewRun(
                                        pipeline,
                                        repository,
                                        "Change number " + number,
                                        new NewRun.Origin("push", person, null),
                                        new NewRun.Commit(
                                                "refs/heads/" + branch,
                                                branch,
                                                commit,
                                                "Change number " + number,
                                                person),
                                        NewRun.USUAL_PRIORITY,
                                        null,
                                        new NewRun.Source(
                                                "on: push".getBytes(UTF_8),
                                                "{}".getBytes(UTF_8),
                                                "{}",
                                                "{}")))
                        .orElseThrow();
        if (ended) {
            boolean bad = number % 9 == 0;
            Runs.finish(
                    tx,
                    run,
                    bad ? Conclusion.FAILURE : Conclusion.SUCCESS,
                    bad ? Cause.EXIT_CODE : null);
        }
    }

    /// A repository that nobody pushes to.
    public static RepositoryId register(Tx tx, String name) {
        return register(tx, name, "/srv/git/" + name);
    }

    public static RepositoryId register(Tx tx, String name, String url) {
        return Repositories.register(
                tx,
                new NewRepository(
                        name,
                        url,
                        "main",
                        HookSecrets.seal(tx, name, "a secret that nobody uses"),
                        false));
    }
}
