package dev.minijenkin.db.access;

import dev.minijenkin.db.secret.SealedSecret;
import java.util.List;

/// What a job that asks for its secrets is answered.
public sealed interface SecretsAnswer {
    /// All that it names and may have, each name once.
    record Given(List<SealedSecret> secrets) implements SecretsAnswer {
        public Given {
            secrets = List.copyOf(secrets);
        }
    }

    /// Somebody has to seal them for this runner first: it is to be asked again soon.
    record Wanted() implements SecretsAnswer {}

    /// It may have none any more.
    record ClaimOver() implements SecretsAnswer {}
}
