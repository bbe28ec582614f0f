package dev.minijenkin.console.manage.model;

import dev.minijenkin.db.deployment.EnvironmentRules;
import dev.minijenkin.db.deployment.NamedEnvironment;
import dev.minijenkin.db.limit.ClaimLimit;
import dev.minijenkin.db.outbox.Target;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.secret.StoredSecret;
import dev.minijenkin.db.token.TokenRow;
import dev.minijenkin.db.variable.Variable;
import dev.minijenkin.db.view.runner.RunnerView;
import dev.minijenkin.db.view.runner.RunnersNow;
import org.jspecify.annotations.Nullable;

/// One thing that is managed. Of secrets and tokens nobody knows more than that they are there.
public sealed interface Managed {
    ManageKind kind();

    /// Tells it apart from all others.
    String key();

    String name();

    record OfSecret(StoredSecret secret) implements Managed {
        @Override
        public ManageKind kind() {
            return ManageKind.SECRETS;
        }

        @Override
        public String key() {
            return "secret " + reach(secret.repository(), secret.environment()) + name();
        }

        @Override
        public String name() {
            return secret.name();
        }
    }

    record OfVariable(Variable variable) implements Managed {
        @Override
        public ManageKind kind() {
            return ManageKind.VARIABLES;
        }

        @Override
        public String key() {
            return "variable " + reach(variable.repository(), variable.environment()) + name();
        }

        @Override
        public String name() {
            return variable.name();
        }
    }

    record OfEnvironment(NamedEnvironment environment, EnvironmentRules rules) implements Managed {
        @Override
        public ManageKind kind() {
            return ManageKind.ENVIRONMENTS;
        }

        @Override
        public String key() {
            return "environment " + environment.id().value();
        }

        @Override
        public String name() {
            return environment.name();
        }
    }

    record OfTarget(Target target) implements Managed {
        @Override
        public ManageKind kind() {
            return ManageKind.TARGETS;
        }

        @Override
        public String key() {
            return "target " + target.id().value();
        }

        @Override
        public String name() {
            return target.name();
        }
    }

    record OfToken(TokenRow token) implements Managed {
        @Override
        public ManageKind kind() {
            return ManageKind.TOKENS;
        }

        @Override
        public String key() {
            return "token " + token.id().value();
        }

        @Override
        public String name() {
            return token.name();
        }
    }

    record OfRepository(Repository repository) implements Managed {
        @Override
        public ManageKind kind() {
            return ManageKind.REPOSITORIES;
        }

        @Override
        public String key() {
            return "repository " + repository.id().value();
        }

        @Override
        public String name() {
            return repository.name();
        }
    }

    record OfLimit(ClaimLimit limit) implements Managed {
        @Override
        public ManageKind kind() {
            return ManageKind.LIMITS;
        }

        @Override
        public String key() {
            return "limit " + name();
        }

        @Override
        public String name() {
            return LimitedThing.of(limit).words();
        }
    }

    /// A runner.
    ///
    /// @param now all of them, to say what an act does to others
    record OfRunner(RunnerView runner, RunnersNow now) implements Managed {
        @Override
        public ManageKind kind() {
            return ManageKind.RUNNERS;
        }

        @Override
        public String key() {
            return "runner " + runner.id().value();
        }

        @Override
        public String name() {
            return runner.name();
        }
    }

    private static String reach(@Nullable String repository, @Nullable String environment) {
        return repository + " " + environment + " ";
    }
}
