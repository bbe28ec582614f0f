package dev.minijenkin.cli.setup;

import dev.minijenkin.cli.part.CommandFailureException;
import dev.minijenkin.cli.part.GivenValue;
import dev.minijenkin.cli.part.NamedRepository;
import dev.minijenkin.db.Database;
import dev.minijenkin.db.outbox.TargetFilter;
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
    static Optional<String> add(
            Database open,
            String name,
            TargetOptions options,
            boolean unsigned,
            boolean newSecret) {
        TargetKind kind = options.kind();
        if ((unsigned || newSecret) && kind != TargetKind.WEBHOOK) {
            throw new CommandFailureException(
                    "--unsigned and --new-secret are for webhooks: what else there is has a secret of its own.");
        }
        if (!kind.hasSecretAddress() && options.url().isEmpty()) {
            requireAddress(kind, options.repository());
        }
        if (!unsigned
                && !open.<Boolean>statement(
                        tx -> EncryptionKeys.isAnyInUse(tx, KeyPurpose.SERVER))) {
            throw new CommandFailureException(
                    "The servers have no key yet to which the secret could be sealed: 'mini-jenkin keys create' makes one.");
        }
        if (!options.repository().isEmpty()) {
            NamedRepository.find(open, options.repository());
        }
        TargetFilter filter = options.filter();
        String given =
                unsigned
                        ? ""
                        : newSecret
                                ? TargetRegistration.newSecret(new SecureRandom())
                                : secret(kind, name, options.app());
        open.run(tx ->
                TargetRegistration.add(
                        tx,
                        new TargetRegistration.Wanted(
                                name, kind, options.repository(), options.url(), given, filter)));
        return newSecret ? Optional.of(given) : Optional.empty();
    }

    /// Said before the secret is asked for, with the words of the options.
    private static void requireAddress(TargetKind kind, String repository) {
        if (kind == TargetKind.WEBHOOK) {
            throw new CommandFailureException("Where is the webhook posted to? Give --url.");
        }
        if (repository.isEmpty()) {
            throw new CommandFailureException(
                    "The status of a commit belongs to a repository, and so do its checks: name it with --repository.");
        }
    }

    private static String secret(TargetKind kind, String name, String app) {
        if (app.isEmpty() == (kind == TargetKind.GITHUB_CHECKS)) {
            throw new CommandFailureException(
                    "Checks, and nothing else, are made by an app of GitHub: --kind github-checks with --app and its id.");
        }
        String given = asked(kind, name);
        if (app.isEmpty()) {
            return given;
        }
        try {
            return AppKey.secret(app, given);
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
