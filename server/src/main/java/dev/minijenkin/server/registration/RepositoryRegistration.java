package dev.minijenkin.server.registration;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Repositories;
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
    /// secret.
    ///
    /// @param url anything that git fetches from; a folder as an absolute path
    /// @throws IllegalArgumentException with a sentence for a person
    public Registered register(
            String name, String url, String defaultBranch, boolean readsGithubFolder) {
        check(name, url, defaultBranch);
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        RepositoryId id =
                database.transaction(tx ->
                        Repositories.register(
                                tx,
                                new NewRepository(
                                        name, url, defaultBranch, secret, readsGithubFolder)));
        return new Registered(id, name, secret);
    }

    private static void check(String name, String url, String defaultBranch) {
        RepositoryName.check(name);
        if (url.isBlank()) {
            throw new IllegalArgumentException(
                    "The repository has no URL: give a path or an address that git fetches from");
        }
        if (defaultBranch.isBlank()) {
            throw new IllegalArgumentException("The default branch has no name");
        }
    }
}
