package dev.minijenkin.runner.job.services;

import java.util.Map;
import java.util.Optional;

/// How a runner serves somebody who has it alone, as `mini-jenkin run` does.
///
/// @param everyLabel whether it takes jobs whatever labels they ask for
/// @param environment what every job begins with, below the `env` of its file
/// @param forgeToken what `github.token` holds; empty: a token of the job that no forge knows
/// @param failures who looks at steps that fail; empty: nobody
public record LocalTerms(
        boolean everyLabel,
        Map<String, String> environment,
        String forgeToken,
        Optional<StepFailures> failures) {
    /// Those of every other runner.
    public static final LocalTerms NONE = new LocalTerms(false, Map.of(), "", Optional.empty());

    public LocalTerms {
        environment = Map.copyOf(environment);
    }
}
