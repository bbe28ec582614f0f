package dev.minijenkin.engine.command;

import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.JobId;
import dev.minijenkin.db.RunId;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.command.NewCommand;
import dev.minijenkin.engine.advance.EngineBench;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An environment with rules, and people who act on what waits there.
final class DeploymentBench implements AutoCloseable {
    private static final String SHIP =
            "name: ci\non: push\njobs:\n  ship: {environment: prod, runs-on: linux, steps: [{run: x}]}\n";

    private final EngineBench bench = new EngineBench();
    private final Map<String, Database> people = new HashMap<>();

    /// @param rules assignments of columns of `environments`
    DeploymentBench(String rules) {
        bench.execute(
                "insert into environments (repository_id, name) select id, 'prod' from repositories");
        rules(rules);
    }

    EngineBench engine() {
        return bench;
    }

    void rules(String rules) {
        bench.execute("update environments set " + rules);
    }

    RunId push() {
        return push("refs/heads/main", '1', "zoe");
    }

    RunId push(String ref, char commit, String actor) {
        return bench.start(bench.push(ref, commit, actor), EngineBench.file(SHIP));
    }

    JobId ship(RunId run) {
        return bench.job(run, "ship").id();
    }

    /// Sends a command as a person, and has it carried out; its state and outcome.
    String by(String login, CommandKind kind, JobId job, @Nullable String reason) {
        return carriedOut(send(login, new NewCommand(kind.word(), "{}", reason, null, job, null)));
    }

    String by(String login, CommandKind kind, RunId run) {
        return carriedOut(send(login, new NewCommand(kind.word(), "{}", null, run, null, null)));
    }

    String rollBack(String login, @Nullable Long deployment) {
        return carriedOut(
                send(
                        login,
                        new NewCommand(
                                CommandKind.ROLL_BACK.word(),
                                CommandArguments.rollBack("PROD", deployment),
                                "it burns",
                                null,
                                null,
                                bench.repository().id())));
    }

    CommandId send(String login, NewCommand command) {
        return people.computeIfAbsent(login, bench::person)
                .statement(tx -> Commands.insert(tx, command));
    }

    Database person(String login) {
        return people.computeIfAbsent(login, bench::person);
    }

    /// State, message and what it waits for.
    String job(RunId run) {
        return bench.text(
                "select concat_ws(' | ', state, waiting_for, conclusion, cause, message) from jobs where id = "
                        + ship(run).value());
    }

    private String carriedOut(CommandId id) {
        new CommandExecutor("test").executeWaiting(bench.runners());
        return bench.text("select state || ': ' || outcome from commands where id = " + id.value());
    }

    @Override
    public void close() {
        people.values().forEach(Database::close);
        bench.close();
    }
}
