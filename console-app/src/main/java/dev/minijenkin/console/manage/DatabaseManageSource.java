package dev.minijenkin.console.manage;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.Tx;
import dev.minijenkin.db.deployment.Environments;
import dev.minijenkin.db.outbox.Targets;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.secret.Secrets;
import dev.minijenkin.db.token.AccessToken;
import dev.minijenkin.db.token.NewToken;
import dev.minijenkin.db.token.Tokens;
import dev.minijenkin.db.variable.Reach;
import dev.minijenkin.db.variable.Variables;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// What is managed, by the operations of the command line. Called on workers.
public final class DatabaseManageSource implements ManageSource {
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
        return database.transaction(tx -> carryOut(tx, wish));
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
        return all;
    }

    private static ManageOutcome carryOut(Tx tx, ManageWish wish) {
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
                                    ? name + " is " + (on ? "on" : "off: nothing is sent to it")
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
            case ManageWish.SetForks(var repository, var approval) -> {
                Repositories.setForkApproval(tx, repository.id(), approval);
                yield new ManageOutcome(
                        "Pull requests from forks of "
                                + repository.name()
                                + " wait: "
                                + ManageText.meaning(approval));
            }
        };
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

    private static ManageOutcome create(Tx tx, NewToken wanted) {
        AccessToken token = AccessToken.generate(new SecureRandom());
        Tokens.create(tx, wanted, token);
        return new ManageOutcome(
                "Made the token " + wanted.name() + ", good for " + wanted.days() + " days",
                token.text());
    }

    /// With the environment made where there is none yet, as on the command line.
    private static Reach reach(Tx tx, ManageWish.ReachName name) {
        String repository = name.repository();
        String environment = name.environment();
        if (repository == null) {
            return Reach.ALL;
        }
        RepositoryId id =
                Repositories.find(tx, repository)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "There is no repository " + repository + " any more"))
                        .id();
        return environment == null
                ? Reach.of(id)
                : new Reach(id, Environments.ensure(tx, id, environment));
    }
}
