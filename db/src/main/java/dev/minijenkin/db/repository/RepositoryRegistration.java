package dev.minijenkin.db.repository;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Makes repositories known, each with a secret of its own for its hook.
public final class RepositoryRegistration {
    private static final int SECRET_BYTES = 32;

    private final Database database;
    private final SecureRandom random;

    public RepositoryRegistration(Database database, SecureRandom random) {
        this.database = database;
        this.random = random;
    }

    /// A repository that is known now.
    ///
    /// @param hookSecret to be given to the git host; shown once
    public record Registered(RepositoryId id, String name, String hookSecret) {}

    /// Registers a repository; one of the same name is brought to these values and gets a new
    /// secret. Servers are asked to read the workflow files of its default branch.
    ///
    /// @param url anything that git fetches from; a folder as an absolute path
    /// @throws IllegalArgumentException with a sentence for a person
    /// @throws dev.minijenkin.db.seal.SealException where the server has no key yet
    public Registered register(
            String name, String url, String defaultBranch, boolean readsGithubFolder) {
        return database.transaction(
                tx -> register(tx, random, name, url, defaultBranch, readsGithubFolder));
    }

    /// The same, in a transaction.
    public static Registered register(
            Tx tx,
            SecureRandom random,
            String name,
            String url,
            String defaultBranch,
            boolean readsGithubFolder) {
        RepositoryName.check(name);
        RepositoryUrl.check(url);
        BranchName.check(defaultBranch);
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        RepositoryId id =
                Repositories.register(
                        tx,
                        new NewRepository(
                                name,
                                url,
                                defaultBranch,
                                HookSecrets.seal(tx, name, secret),
                                readsGithubFolder));
        Commands.insert(tx, refresh(id));
        return new Registered(id, name, secret);
    }

    /// So that people can start its workflows before its first push.
    private static NewCommand refresh(RepositoryId repository) {
        return new NewCommand("refresh", "{}", "registered", null, null, repository);
    }
}
