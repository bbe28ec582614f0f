package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.NamedRepository;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.variable.Reach;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whose jobs see a secret or a variable.
final class ReachOptions {
    @Option(
            names = "--repository",
            paramLabel = "NAME",
            description = "for the jobs of one repository (default: of all)")
    private @Nullable String repository;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "for those of its jobs that hold this environment")
    private @Nullable String environment;

    /// With the environment made where there is none yet.
    Reach made(Database database) {
        RepositoryId of = repository(database);
        String named = environment;
        return of == null || named == null
                ? reach(of)
                : new Reach(of, database.transaction(tx -> Environments.ensure(tx, of, named)));
    }

    /// @throws CommandFailureException where there is no such repository or environment
    Reach known(Database database) {
        RepositoryId of = repository(database);
        String named = environment;
        return of == null || named == null
                ? reach(of)
                : new Reach(
                        of,
                        database.statement(tx -> Environments.find(tx, of, named))
                                .orElseThrow(() ->
                                        new CommandFailureException(
                                                "The repository has no environment \""
                                                        + named
                                                        + "\".")));
    }

    /// Whether a row of a list is one that was asked for; without options all are.
    boolean lists(@Nullable String ofRepository, @Nullable String ofEnvironment) {
        return (repository == null || repository.equalsIgnoreCase(ofRepository))
                && (environment == null || environment.equalsIgnoreCase(ofEnvironment));
    }

    private @Nullable RepositoryId repository(Database database) {
        if (environment != null && repository == null) {
            throw new CommandFailureException(
                    "An environment is one of a repository: give --repository too.");
        }
        return repository == null ? null : NamedRepository.find(database, repository).id();
    }

    private static Reach reach(@Nullable RepositoryId repository) {
        return repository == null ? Reach.ALL : Reach.of(repository);
    }

    /// For people: "for all repositories", "for shop/web", "for shop/web, prod".
    String words() {
        return "for " + words(repository, environment);
    }

    static String words(@Nullable String repository, @Nullable String environment) {
        if (repository == null) {
            return "all repositories";
        }
        return environment == null ? repository : repository + ", " + environment;
    }
}
