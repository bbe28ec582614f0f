package dev.minijenkin.console.command;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Changes;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.Topic;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Inserts commands and says what came of them. FX thread only.
public final class CommandSender {
    private final Background background;
    private final CommandSource source;
    private final Consumer<String> say;
    private final Map<CommandId, String> waiting = new HashMap<>();

    /// @param say tells the person one sentence
    public CommandSender(
            Background background, LiveHints hints, CommandSource source, Consumer<String> say) {
        this.background = background;
        this.source = source;
        this.say = say;
        hints.subscribe(this::changed);
    }

    /// Sends a command.
    ///
    /// @param what it is, as a person says it: `Rerun of shop-web / ci #12`
    public void send(NewCommand command, String what) {
        background.read(
                () -> source.insert(command),
                id -> {
                    waiting.put(id, what);
                    say.accept(what + " was asked for");
                    ask(id);
                },
                error -> say.accept(what + " could not be asked for: " + error.getMessage()));
    }

    private void changed(Changes changes) {
        if (changes.everything()) {
            Map.copyOf(waiting).keySet().forEach(this::ask);
        } else {
            changes.ids(Topic.COMMAND).stream()
                    .map(CommandId::new)
                    .filter(waiting::containsKey)
                    .forEach(this::ask);
        }
    }

    private void ask(CommandId id) {
        background.read(
                () -> source.result(id), answer -> answer.ifPresent(found -> ended(id, found)));
    }

    private void ended(CommandId id, CommandResult answer) {
        String what = waiting.remove(id);
        if (what != null) {
            say.accept(
                    answer.state() == CommandState.DONE
                            ? what + ": " + answer.outcome()
                            : what + " was not carried out: " + answer.outcome());
        }
    }
}
