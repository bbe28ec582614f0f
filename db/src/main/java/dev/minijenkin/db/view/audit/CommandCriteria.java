package dev.minijenkin.db.view.audit;

import dev.minijenkin.db.command.CommandState;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which commands. What is null is not asked for.
///
/// @param actor who gave it
/// @param kind of the command: `cancel`
/// @param states what became of it; empty: anything
/// @param within so long ago at most
/// @param text that stands in what it is about, its reason or its outcome, small and great letters
///   alike
public record CommandCriteria(
        @Nullable String actor,
        @Nullable String kind,
        Set<CommandState> states,
        @Nullable Duration within,
        @Nullable String text) {
    public static final CommandCriteria ALL = new CommandCriteria(null, null, Set.of(), null, null);

    public CommandCriteria {
        states = Set.copyOf(states);
    }
}
