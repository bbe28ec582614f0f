package dev.minijenkin.console.deploys;

import dev.minijenkin.db.view.deploy.EnvironmentView;
import java.util.function.Predicate;

/// Kinds of environments that can be shown alone.
enum DeployKind {
    WAITED_FOR("Waited for", environment -> !environment.waiting().isEmpty()),
    DEPLOYING("Deploying", environment -> environment.lock() instanceof EnvironmentView.Lock.Held),
    LOCKED("Locked", environment -> environment.lock() instanceof EnvironmentView.Lock.Kept);

    private final String word;
    private final Predicate<EnvironmentView> holds;

    DeployKind(String word, Predicate<EnvironmentView> holds) {
        this.word = word;
        this.holds = holds;
    }

    String word() {
        return word;
    }

    boolean holds(EnvironmentView environment) {
        return holds.test(environment);
    }
}
