package dev.minijenkin.console.deploys;

import dev.minijenkin.db.view.deploy.EnvironmentView;

/// Kinds of environments that can be shown alone.
enum DeployKind {
    WAITED_FOR("Waited for"),
    DEPLOYING("Deploying"),
    LOCKED("Locked");

    private final String word;

    DeployKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    boolean holds(EnvironmentView environment) {
        return switch (this) {
            case WAITED_FOR -> !environment.waiting().isEmpty();
            case DEPLOYING -> environment.lock() instanceof EnvironmentView.Lock.Held;
            case LOCKED -> environment.lock() instanceof EnvironmentView.Lock.Kept;
        };
    }
}
