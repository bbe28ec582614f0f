package dev.minijenkin.workflow.check;

import java.util.Optional;
import java.util.Set;

/// What a file's expressions may name that other files decide about.
public interface Surroundings {
    /// Nothing is known.
    Surroundings NONE =
            new Surroundings() {
                @Override
                public Optional<Set<String>> outputsOfAction(String uses) {
                    return Optional.empty();
                }

                @Override
                public Optional<Set<String>> outputsOfWorkflow(String uses) {
                    return Optional.empty();
                }
            };

    /// The outputs of an action; empty where they are not known.
    Optional<Set<String>> outputsOfAction(String uses);

    /// The outputs of a called workflow; empty where they are not known.
    Optional<Set<String>> outputsOfWorkflow(String uses);
}
