package dev.minijenkin.console.command;

import dev.minijenkin.console.live.Background;
import dev.minijenkin.console.live.Changes;
import dev.minijenkin.console.live.LiveHints;
import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.db.notify.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Inserts commands and says what came of them. FX thread only.
public final class CommandSender {
    /// Two texts whose first words have the same stem, the second followed by a colon.
    private static final Pattern REPEATED =
            Pattern.compile("(?<stem>\\p{L}{4,})\\p{L}*\\b.*\\n\\k<stem>\\p{L}*: (?<rest>.*)");

    /// In which what throws something away can be taken back.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Background background;
    private final CommandSource source;
    private final Consumer<CommandNews> say;
    private final Map<CommandId, Sent> waiting = new HashMap<>();

    /// What was asked for.
    ///
    /// @param what as a person says it; of several that were sent together the name of one
    /// @param run that it is about
    /// @param started is told of the run that it started
    /// @param waitsFor what the person was told last; empty: nothing yet
    /// @param batch with which it was sent; empty: alone
    private record Sent(
            String what,
            Optional<RunId> run,
            Consumer<RunId> started,
            String waitsFor,
            Optional<CommandBatch> batch) {
        /// As a person says it; the name of a thing, where several were asked for together.
        String said() {
            return what.isEmpty() ? batch.map(CommandBatch::what).orElse(what) : what;
        }

        Sent waitingFor(String sentence) {
            return new Sent(what, run, started, sentence, batch);
        }
    }

    /// @param say tells the person
    public CommandSender(
            Background background,
            LiveHints hints,
            CommandSource source,
            Consumer<CommandNews> say) {
        this.background = background;
        this.source = source;
        this.say = say;
        hints.subscribe(this::changed);
    }

    /// Sends a command.
    ///
    /// @param what it is, as a person says it: `Rerun of shop-web / ci #12`
    public void send(NewCommand command, String what) {
        send(command, what, started -> {});
    }

    /// Sends a command that starts a run.
    ///
    /// @param started is told of the run as soon as it exists
    public void send(NewCommand command, String what, Consumer<RunId> started) {
        send(
                command,
                what,
                Duration.ZERO,
                started,
                (id, run) -> new CommandNews(what + " was asked for", run, Optional.empty()));
    }

    /// Sends a command that is carried out in a moment, and can be taken back until then.
    public void sendUndoable(NewCommand command, String what) {
        send(
                command,
                what,
                GRACE,
                started -> {},
                (id, run) ->
                        new CommandNews(
                                what,
                                run,
                                Optional.of(new CommandNews.Grace(GRACE, () -> takeBack(id)))));
    }

    /// Sends a command for each of several things: all of them, or none.
    ///
    /// @param what they are, as a person says it: `Holding 3 jobs`
    /// @param undoable whether they can be taken back for a moment
    public void sendAll(List<NewCommand> commands, String what, boolean undoable) {
        sendAll(commands, List.of(), what, undoable);
    }

    /// @param names of the things, in the order of the commands; empty: they have none
    void sendAll(List<NewCommand> commands, List<String> names, String what, boolean undoable) {
        CommandBatch batch = new CommandBatch(what, commands.size());
        background.read(
                () -> source.insertAll(commands, undoable ? GRACE : Duration.ZERO),
                ids -> {
                    for (int i = 0; i < ids.size(); i++) {
                        waiting.put(
                                ids.get(i),
                                new Sent(
                                        names.isEmpty() ? "" : names.get(i),
                                        Optional.empty(),
                                        started -> {},
                                        "",
                                        Optional.of(batch)));
                    }
                    say.accept(
                            undoable
                                    ? new CommandNews(
                                            what,
                                            Optional.empty(),
                                            Optional.of(
                                                    new CommandNews.Grace(
                                                            GRACE,
                                                            () -> ids.forEach(this::takeBack))))
                                    : new CommandNews(
                                            what + " was asked for",
                                            Optional.empty(),
                                            Optional.empty()));
                    ids.forEach(this::ask);
                },
                error ->
                        say(
                                what + " could not be asked for: " + error.getMessage(),
                                Optional.empty()));
    }

    /// Sends commands that are due at a time to come: all of them, or none. Until then they stand
    /// among all commands, and can be taken back there.
    ///
    /// @param said the time, as a person says it
    public void sendForLater(List<NewCommand> commands, String what, Instant due, String said) {
        background.read(
                () -> source.insertForLater(commands, due),
                ids ->
                        say(
                                what + " is due " + said + "; T in Audit takes it back until then",
                                Optional.empty()),
                error ->
                        say(
                                what + " could not be asked for: " + error.getMessage(),
                                Optional.empty()));
    }

    private void send(
            NewCommand command,
            String what,
            Duration grace,
            Consumer<RunId> started,
            BiFunction<CommandId, Optional<RunId>, CommandNews> news) {
        Optional<RunId> run = Optional.ofNullable(command.run());
        background.read(
                () -> source.insert(command, grace),
                id -> {
                    waiting.put(id, new Sent(what, run, started, "", Optional.empty()));
                    say.accept(news.apply(id, run));
                    ask(id);
                },
                error -> say(what + " could not be asked for: " + error.getMessage(), run));
    }

    private void takeBack(CommandId id) {
        Sent sent = waiting.get(id);
        if (sent != null) {
            background.read(
                    () -> source.withdraw(id),
                    withdrawn -> {
                        if (!withdrawn && sent.batch().isEmpty()) {
                            say(sent.said() + " cannot be taken back any more", sent.run());
                        }
                        ask(id);
                    },
                    error ->
                            say(
                                    sent.said() + " could not be taken back: " + error.getMessage(),
                                    sent.run()));
        }
    }

    private void say(String sentence, Optional<RunId> run) {
        say.accept(new CommandNews(sentence, run, Optional.empty()));
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
                () -> source.result(id), answer -> answer.ifPresent(found -> answered(id, found)));
    }

    private void answered(CommandId id, CommandResult answer) {
        if (answer.ended()) {
            ended(id, answer);
            return;
        }
        Sent sent = waiting.get(id);
        if (sent != null && !sent.waitsFor().equals(answer.outcome())) {
            waiting.put(id, sent.waitingFor(answer.outcome()));
            say(sent.said() + " has to wait: " + answer.outcome(), sent.run());
        }
    }

    private void ended(CommandId id, CommandResult answer) {
        Sent sent = waiting.remove(id);
        if (sent != null) {
            sent.batch()
                    .ifPresentOrElse(
                            batch ->
                                    batch.ended(sent.what(), answer)
                                            .ifPresent(summary -> say(summary, Optional.empty())),
                            () -> say(said(sent.what(), answer), sent.run()));
            if (answer.state() == CommandState.DONE) {
                background.read(() -> source.started(id), run -> run.ifPresent(sent.started()));
            }
        }
    }

    private static String said(String what, CommandResult answer) {
        return switch (answer.state()) {
            case DONE -> said(what, answer.outcome());
            case WITHDRAWN -> what + " was taken back";
            case PENDING, REFUSED, FAILED -> what + " was not carried out: " + answer.outcome();
        };
    }

    /// `Cancelling deploy` and `Cancelled: 1 job was stopped` make `Cancelling deploy: 1 job was
    /// stopped`: the outcome does not say again what was asked for.
    static String said(String what, String outcome) {
        Matcher again = REPEATED.matcher(what + "\n" + outcome);
        return what + ": " + (again.lookingAt() ? again.group("rest") : outcome);
    }
}
