package dev.minijenkin.server.registration;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.repository.HookSecrets;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.engine.command.CommandArguments;
import dev.minijenkin.engine.command.CommandKind;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.eclipse.jgit.lib.Repository;

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
        check(name, url, defaultBranch);
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = HexFormat.of().formatHex(bytes);
        RepositoryId id =
                database.transaction(tx -> {
                    RepositoryId registered =
                            Repositories.register(
                                    tx,
                                    new NewRepository(
                                            name,
                                            url,
                                            defaultBranch,
                                            HookSecrets.seal(tx, name, secret),
                                            readsGithubFolder));
                    Commands.insert(tx, refresh(registered));
                    return registered;
                });
        return new Registered(id, name, secret);
    }

    /// So that people can start its workflows before its first push.
    private static NewCommand refresh(RepositoryId repository) {
        return new NewCommand(
                CommandKind.REFRESH.word(),
                CommandArguments.NONE,
                "registered",
                null,
                null,
                repository);
    }

    private static void check(String name, String url, String defaultBranch) {
        RepositoryName.check(name);
        RepositoryUrl.check(url);
        if (defaultBranch.isBlank()) {
            throw new IllegalArgumentException("The default branch has no name");
        }
        if (!Repository.isValidRefName("refs/heads/" + defaultBranch)) {
            throw new IllegalArgumentException(
                    "\"" + defaultBranch + "\" is no name that a branch can have in git");
        }
    }
}
