package dev.minijenkin.cli.part;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;

/// A repository that a person names on the command line.
public final class NamedRepository {
    private NamedRepository() {}

    /// The repository of this name.
    ///
    /// @throws CommandFailureException where there is none of that name
    public static Repository find(Database database, String name) {
        return database.statement(tx -> Repositories.find(tx, name))
                .orElseThrow(() ->
                        new CommandFailureException(
                                "There is no repository \""
                                        + name
                                        + "\"; 'mini-jenkin repository list' names them."));
    }
}
