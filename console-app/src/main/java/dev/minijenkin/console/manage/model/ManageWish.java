package dev.minijenkin.console.manage.model;

import dev.minijenkin.db.deployment.EnvironmentRules;
import dev.minijenkin.db.deployment.NamedEnvironment;
import dev.minijenkin.db.outbox.TargetRegistration;
import dev.minijenkin.db.repository.ForkApproval;
import dev.minijenkin.db.repository.GuestRuns;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.token.NewToken;
import dev.minijenkin.db.token.TokenRow;
import dev.minijenkin.db.variable.ValueName;
import org.jspecify.annotations.Nullable;

/// What an administrator wants changed.
public sealed interface ManageWish {
    /// Whose jobs see a secret or a variable, by the names that people know.
    ///
    /// @param repository null: all
    /// @param environment null: all of its jobs
    record ReachName(@Nullable String repository, @Nullable String environment) {
        /// Of secrets and variables.
        public static ReachName of(Managed thing) {
            return switch (thing) {
                case Managed.OfSecret(var secret) ->
                        new ReachName(secret.repository(), secret.environment());
                case Managed.OfVariable(var variable) ->
                        new ReachName(variable.repository(), variable.environment());
                case Managed.OfEnvironment _,
                        Managed.OfTarget _,
                        Managed.OfToken _,
                        Managed.OfRepository _,
                        Managed.OfLimit _,
                        Managed.OfRunner _ ->
                        new ReachName(null, null);
            };
        }

        /// `all repositories`, `shop/web`, `shop/web, production`.
        public String words() {
            if (repository == null) {
                return "all repositories";
            }
            return environment == null ? repository : repository + ", " + environment;
        }
    }

    /// A value is set.
    ///
    /// @param secret whether it is sealed; else everybody who reads at all can read it
    record SetValue(boolean secret, ReachName reach, ValueName name, String value)
            implements ManageWish {
        /// It may be told of anywhere but for its value.
        @Override
        public String toString() {
            return "SetValue[" + name + " for " + reach.words() + "]";
        }
    }

    record RemoveValue(boolean secret, ReachName reach, ValueName name) implements ManageWish {}

    record SetRules(NamedEnvironment environment, EnvironmentRules rules) implements ManageWish {}

    /// A target is added.
    ///
    /// @param made whether its secret was made here, and is to be shown
    record AddTarget(TargetRegistration.Wanted target, boolean made) implements ManageWish {}

    /// It is sent a message, and what is answered is told.
    record TestTarget(String name) implements ManageWish {}

    record SwitchTarget(String name, boolean on) implements ManageWish {}

    record RemoveTarget(String name) implements ManageWish {}

    record CreateToken(NewToken token) implements ManageWish {}

    record RevokeToken(TokenRow token) implements ManageWish {}

    record AddRepository(String name, String url, String branch, boolean githubFolder)
            implements ManageWish {}

    /// What of a repository can change.
    record RepositoryValues(
            String url,
            String branch,
            boolean githubFolder,
            ForkApproval forks,
            GuestRuns guests) {}

    /// What is told of a repository changes.
    ///
    /// @param newSecret whether its hook gets another secret
    record ChangeRepository(Repository repository, RepositoryValues values, boolean newSecret)
            implements ManageWish {}

    record RemoveRepository(Repository repository) implements ManageWish {}

    /// The workflow files of its default branch are read again.
    record RefreshRepository(Repository repository) implements ManageWish {}

    record SetLimit(LimitedThing thing, int most) implements ManageWish {}

    record RemoveLimit(LimitedThing thing) implements ManageWish {}

    /// What is removed by its name alone.
    static ManageWish removing(Managed thing) {
        return switch (thing) {
            case Managed.OfSecret(var secret) ->
                    new RemoveValue(true, ReachName.of(thing), new ValueName(secret.name()));
            case Managed.OfVariable(var variable) ->
                    new RemoveValue(false, ReachName.of(thing), new ValueName(variable.name()));
            case Managed.OfTarget(var target) -> new RemoveTarget(target.name());
            case Managed.OfToken(var token) -> new RevokeToken(token);
            case Managed.OfEnvironment _,
                    Managed.OfRepository _,
                    Managed.OfLimit _,
                    Managed.OfRunner _ ->
                    throw new IllegalStateException("Not removed so: " + thing.key());
        };
    }
}
