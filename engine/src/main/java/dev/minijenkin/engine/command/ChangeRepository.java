package dev.minijenkin.engine.command;

import dev.minijenkin.db.EnumWords;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.PendingCommand;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import java.util.Optional;

/// Sets what only administrators may say of a repository.
final class ChangeRepository {
    private ChangeRepository() {}

    static CommandResult execute(Tx tx, PendingCommand command) {
        Optional<String> refusal = Repositories.change(tx, command.id());
        Optional<Repository> repository =
                Optional.ofNullable(command.repository()).flatMap(id -> Repositories.find(tx, id));
        if (refusal.isPresent() || repository.isEmpty()) {
            return CommandAnswers.refused(refusal.orElse("The repository was removed"));
        }
        String name = repository.get().name();
        return CommandAnswers.done(
                "%s Its forks that wait: %s"
                        .formatted(
                                repository.get().guestRuns().meaning(name),
                                EnumWords.of(repository.get().forkApproval())));
    }
}
