package dev.minijenkin.server.registration;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.repository.NewRepository;
import dev.minijenkin.db.repository.Repositories;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// Makes repositories known, each with a secret of its own for its hook.
public final class Registration {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
    private static final int SECRET_BYTES = 32;

    private final Database database;
    private final SecureRandom random;

    public Registration(Database database, SecureRandom random) {
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
        boolean dots =
                Arrays.asList(name.split("/", -1)).stream().anyMatch(List.of(".", "..")::contains);
        if (!NAME.matcher(name).matches() || dots || name.length() > 200) {
            throw new IllegalArgumentException(
                    "\""
                            + name
                            + "\" is no name for a repository: use letters, digits, _ . - and / between them");
        }
        if (url.isBlank()) {
            throw new IllegalArgumentException(
                    "The repository has no URL: give a path or an address that git fetches from");
        }
        if (defaultBranch.isBlank()) {
            throw new IllegalArgumentException("The default branch has no name");
        }
    }
}
