package dev.minijenkin.console.manage.model;

import dev.minijenkin.console.command.ConsoleCommands;
import dev.minijenkin.db.CommandId;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.command.CommandResult;
import dev.minijenkin.db.command.CommandState;
import dev.minijenkin.db.command.Commands;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.limit.ClaimLimits;
import dev.minijenkin.db.outbox.TargetRegistration;
import dev.minijenkin.db.outbox.TargetTrial;
import dev.minijenkin.db.outbox.Targets;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.repository.RepositoryRegistration;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.db.token.AccessToken;
import dev.minijenkin.db.token.NewToken;
import dev.minijenkin.db.token.Tokens;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.Variables;
import dev.minijenkin.db.view.runner.RunnerViews;
import dev.minijenkin.db.view.runner.RunnersNow;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What is managed, by the operations of the command line. Called on workers.
public final class DatabaseManageSource implements ManageSource {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAUSE_MILLIS = 100;

    private final SecureRandom random = new SecureRandom();
    private final Database database;

    public DatabaseManageSource(Database database) {
        this.database = database;
    }

    @Override
    public List<Managed> all() {
        return database.statement(DatabaseManageSource::all);
    }

    @Override
    public ManageOutcome carryOut(ManageWish wish) {
        return wish instanceof ManageWish.TestTarget(var name)
                ? test(name)
                : database.transaction(tx -> carryOut(tx, wish));
    }

    /// Waits on this worker for what is answered.
    private ManageOutcome test(String name) {
        UUID key = UUID.randomUUID();
        CommandId command =
                database.statement(tx -> Commands.insert(tx, ConsoleCommands.test(name, key)));
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                Optional<CommandResult> result =
                        database.statement(tx -> Commands.result(tx, command));
                if (result.filter(CommandResult::ended).isPresent()) {
                    return new ManageOutcome(
                            result.get().state() == CommandState.DONE
                                    ? TargetTrial.await(database, name, key, PATIENCE).sentence()
                                    : result.get().outcome());
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return new ManageOutcome("Nothing was sent yet: is a server running?");
    }

    private static List<Managed> all(Tx tx) {
        List<Managed> all = new ArrayList<>();
        Secrets.all(tx).forEach(secret -> all.add(new Managed.OfSecret(secret)));
        Variables.all(tx).forEach(variable -> all.add(new Managed.OfVariable(variable)));
        Environments.all(tx)
                .forEach(environment ->
                        all.add(
                                new Managed.OfEnvironment(
                                        environment, Environments.rules(tx, environment.id()))));
        Targets.all(tx).forEach(target -> all.add(new Managed.OfTarget(target)));
        Tokens.all(tx).stream()
                .filter(token -> token.revoked() == null)
                .forEach(token -> all.add(new Managed.OfToken(token)));
        Repositories.all(tx).forEach(each -> all.add(new Managed.OfRepository(each)));
        ClaimLimits.all(tx).forEach(limit -> all.add(new Managed.OfLimit(limit)));
        RunnersNow runners = RunnerViews.now(tx);
        runners.runners().forEach(runner -> all.add(new Managed.OfRunner(runner, runners)));
        return all;
    }

    private ManageOutcome carryOut(Tx tx, ManageWish wish) {
        return switch (wish) {
            case ManageWish.SetValue value -> set(tx, value);
            case ManageWish.RemoveValue value -> remove(tx, value);
            case ManageWish.SetRules(var environment, var rules) -> {
                Environments.setRules(tx, environment.id(), rules);
                yield new ManageOutcome(
                        "The rules of "
                                + environment.name()
                                + " of "
                                + environment.repository()
                                + " are set");
            }
            case ManageWish.SwitchTarget(var name, var on) ->
                    new ManageOutcome(
                            Targets.setEnabled(tx, name, on)
                                    ? name
                                            + (on
                                                    ? " is sent what waits, and what comes"
                                                    : " is sent nothing more; what comes waits")
                                    : "There is no target " + name + " any more");
            case ManageWish.RemoveTarget(var name) ->
                    new ManageOutcome(
                            Targets.remove(tx, name)
                                    ? "Removed " + name
                                    : "There is no target " + name + " any more");
            case ManageWish.CreateToken(var wanted) -> create(tx, wanted);
            case ManageWish.RevokeToken(var token) ->
                    new ManageOutcome(
                            Tokens.revoke(tx, token.id())
                                    ? "Revoked " + token.name()
                                    : "The token "
                                            + token.name()
                                            + " is of "
                                            + token.owner()
                                            + ": ask them, or an administrator");
            case ManageWish.AddTarget(var target, var made) -> {
                TargetRegistration.add(tx, target);
                yield new ManageOutcome(
                        "Added " + target.name() + ": Test tries whether it is reached",
                        made ? "What it is signed with" : "",
                        made ? target.secret() : "",
                        "Whoever receives the messages checks them with it"
                                + " (standardwebhooks.com).");
            }
            case ManageWish.TestTarget _ ->
                    throw new IllegalStateException("Waited for outside of a transaction");
            case ManageWish.AddRepository(var name, var url, var branch, var folder) ->
                    shown(
                            "Registered " + name,
                            RepositoryRegistration.register(tx, random, name, url, branch, folder));
            case ManageWish.ChangeRepository(var repository, var values, var newSecret) ->
                    change(tx, repository, values, newSecret);
            case ManageWish.RemoveRepository(var repository) ->
                    new ManageOutcome(
                            Repositories.remove(tx, repository.id())
                                    ? "Removed " + repository.name()
                                    : repository.name()
                                            + " has runs that are open: cancel them, and remove it when"
                                            + " they have ended");
            case ManageWish.RefreshRepository(var repository) -> {
                Commands.insert(tx, ConsoleCommands.refresh(repository.id(), ""));
                yield new ManageOutcome(
                        "The workflow files of " + repository.name() + " are read again");
            }
            case ManageWish.SetLimit(var thing, var most) -> {
                set(tx, thing, most);
                yield new ManageOutcome(
                        "At most "
                                + most
                                + (most == 1 ? " job of " : " jobs of ")
                                + thing.words()
                                + (most == 1 ? " is" : " are")
                                + " under way at a time");
            }
            case ManageWish.RemoveLimit(var thing) ->
                    new ManageOutcome(
                            remove(tx, thing)
                                    ? "Removed the limit of " + thing.words()
                                    : "There is no limit of " + thing.words() + " any more");
        };
    }

    private ManageOutcome change(
            Tx tx, Repository repository, ManageWish.RepositoryValues values, boolean newSecret) {
        Repositories.setForkApproval(tx, repository.id(), values.forks());
        Repositories.setGuestRuns(tx, repository.id(), values.guests());
        if (newSecret) {
            return shown(
                    "Changed " + repository.name(),
                    RepositoryRegistration.register(
                            tx,
                            random,
                            repository.name(),
                            values.url(),
                            values.branch(),
                            values.githubFolder()));
        }
        Repositories.change(
                tx, repository.id(), values.url(), values.branch(), values.githubFolder());
        Commands.insert(tx, ConsoleCommands.refresh(repository.id(), "changed"));
        return new ManageOutcome("Changed " + repository.name());
    }

    private static ManageOutcome shown(
            String sentence, RepositoryRegistration.Registered registered) {
        return new ManageOutcome(
                sentence,
                "The secret of its hook",
                registered.hookSecret(),
                "Give it to the git host, with the address of the server and /hooks/"
                        + registered.name()
                        + " behind it, and JSON as the kind of content.");
    }

    private static void set(Tx tx, LimitedThing thing, int most) {
        String label = thing.label();
        if (label == null) {
            ClaimLimits.set(tx, repository(tx, String.valueOf(thing.repository())), most);
        } else {
            ClaimLimits.set(tx, label, most);
        }
    }

    private static boolean remove(Tx tx, LimitedThing thing) {
        String label = thing.label();
        return label == null
                ? ClaimLimits.remove(tx, repository(tx, String.valueOf(thing.repository())))
                : ClaimLimits.remove(tx, label);
    }

    private static ManageOutcome set(Tx tx, ManageWish.SetValue wish) {
        Reach reach = reach(tx, wish.reach());
        if (!wish.secret()) {
            Variables.put(tx, reach, wish.name(), wish.value());
        } else if (!Secrets.seal(tx, reach, wish.name(), wish.value())) {
            return new ManageOutcome(
                    "The runners have no key yet to which a secret could be sealed: mini-jenkin keys"
                            + " create makes one");
        }
        return new ManageOutcome("Set " + wish.name() + " for " + wish.reach().words());
    }

    private static ManageOutcome remove(Tx tx, ManageWish.RemoveValue wish) {
        Reach reach = reach(tx, wish.reach());
        boolean removed =
                wish.secret()
                        ? Secrets.remove(tx, reach, wish.name())
                        : Variables.remove(tx, reach, wish.name());
        return new ManageOutcome(
                removed
                        ? "Removed " + wish.name() + " for " + wish.reach().words()
                        : "There is no " + wish.name() + " for " + wish.reach().words());
    }

    private ManageOutcome create(Tx tx, NewToken wanted) {
        AccessToken token = AccessToken.generate(random);
        Tokens.create(tx, wanted, token);
        return new ManageOutcome(
                "Made the token " + wanted.name() + ", good for " + wanted.days() + " days",
                "The token",
                token.text(),
                "Programs show it as a bearer token.");
    }

    /// With the environment made where there is none yet, as on the command line.
    private static Reach reach(Tx tx, ManageWish.ReachName name) {
        String repository = name.repository();
        String environment = name.environment();
        if (repository == null) {
            return Reach.ALL;
        }
        RepositoryId id = repository(tx, repository);
        return environment == null
                ? Reach.of(id)
                : new Reach(id, Environments.ensure(tx, id, environment));
    }

    private static RepositoryId repository(Tx tx, String name) {
        return Repositories.find(tx, name)
                .orElseThrow(() ->
                        new IllegalStateException("There is no repository " + name + " any more"))
                .id();
    }
}
