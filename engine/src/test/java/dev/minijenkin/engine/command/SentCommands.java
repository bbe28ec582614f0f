package dev.minijenkin.engine.command;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.advance.EngineBench;

/// Inserts commands as people do.
final class SentCommands {
    private final EngineBench bench;

    SentCommands(EngineBench bench) {
        this.bench = bench;
    }

    CommandId ofRun(CommandKind kind, RunId run) {
        return insert(new NewCommand(kind.word(), "{}", "it must", run, null, null));
    }

    CommandId ofJob(CommandKind kind, JobId job) {
        return insert(new NewCommand(kind.word(), "{}", null, null, job, null));
    }

    CommandId ofRepository(String arguments) {
        return insert(
                new NewCommand("trigger", arguments, null, null, null, bench.repository().id()));
    }

    CommandId plain(String kind, String arguments) {
        return insert(new NewCommand(kind, arguments, null, null, null, null));
    }

    CommandResult result(CommandId id) {
        return bench.in(tx -> Commands.result(tx, id)).orElseThrow();
    }

    /// Has a command carried out: how it ended, and its sentence.
    String said(CommandId id) {
        new CommandExecutor("test").executeWaiting(bench.runners());
        CommandResult result = result(id);
        return result.state() + " " + result.outcome();
    }

    CommandId insert(NewCommand command) {
        return bench.in(tx -> Commands.insert(tx, command));
    }
}
