package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.GivenValue;
import dev.minijenkin.cli.part.NamedRepository;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.db.outbox.TargetRegistration;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.server.outbox.AppKey;
import java.security.SecureRandom;
import java.util.Optional;

/// Makes a target of what a person says, and seals its secret before it leaves this process.
final class NewTargets {
    private NewTargets() {}

    /// Adds it.
    ///
    /// @return the secret that was made; empty where the person gave one, or there is none
    static Optional<String> add(Database open, String name, TargetOptions options) {
        options.check();
        if (!options.unsigned()
                && !open.<Boolean>statement(
                        tx -> EncryptionKeys.isAnyInUse(tx, KeyPurpose.SERVER))) {
            throw new CommandFailureException(
                    "The servers have no key yet to which the secret could be sealed: 'mini-jenkin keys create' makes one.");
        }
        if (!options.repository().isEmpty()) {
            NamedRepository.find(open, options.repository());
        }
        String given = secret(name, options);
        open.run(tx ->
                TargetRegistration.add(
                        tx,
                        new TargetRegistration.Wanted(
                                name,
                                options.kind(),
                                options.repository(),
                                options.url(),
                                given,
                                options.filter())));
        return options.newSecret() ? Optional.of(given) : Optional.empty();
    }

    private static String secret(String name, TargetOptions options) {
        if (options.unsigned()) {
            return "";
        }
        if (options.newSecret()) {
            return TargetRegistration.newSecret(new SecureRandom());
        }
        String given = asked(options.kind(), name);
        if (options.app().isEmpty()) {
            return given;
        }
        try {
            return AppKey.secret(options.app(), given);
        } catch (IllegalArgumentException e) {
            throw new CommandFailureException(e.getMessage() + ".");
        }
    }

    private static String asked(TargetKind kind, String name) {
        String what =
                switch (kind) {
                    case SLACK, DISCORD -> "Address of the incoming webhook";
                    case WEBHOOK -> "Secret that is signed with";
                    case GITHUB_STATUS,
                            GITLAB_STATUS,
                            GITEA_STATUS,
                            BITBUCKET_STATUS,
                            BITBUCKET_SERVER_STATUS ->
                            "Token";
                    case GITHUB_CHECKS -> "Private key of the app";
                };
        return GivenValue.ask("%s of %s".formatted(what, name)).strip();
    }
}
