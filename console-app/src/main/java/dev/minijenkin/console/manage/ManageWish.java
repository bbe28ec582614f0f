package dev.minijenkin.console.manage;

import dev.minijenkin.db.deployment.EnvironmentRules;
import dev.minijenkin.db.deployment.NamedEnvironment;
import dev.minijenkin.db.repository.ForkApproval;
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
        /// `all repositories`, `shop/web`, `shop/web, production`.
        String words() {
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

    record SwitchTarget(String name, boolean on) implements ManageWish {}

    record RemoveTarget(String name) implements ManageWish {}

    record CreateToken(NewToken token) implements ManageWish {}

    record RevokeToken(TokenRow token) implements ManageWish {}

    record SetForks(Repository repository, ForkApproval approval) implements ManageWish {}
}
