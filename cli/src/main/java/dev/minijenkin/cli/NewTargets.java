package dev.minijenkin.cli;

import dev.minijenkin.db.Database;
import dev.minijenkin.db.RepositoryId;
import dev.minijenkin.db.outbox.NewTarget;
import dev.minijenkin.db.outbox.TargetKind;
import dev.minijenkin.db.outbox.TargetSeals;
import dev.minijenkin.db.outbox.Targets;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.Sealed;
import dev.minijenkin.db.seal.SealingKey;
import dev.minijenkin.db.secret.EncryptionKeys;
import dev.minijenkin.server.outbox.AppKey;
import dev.minijenkin.server.outbox.ForgeAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes a target of what a person says, and seals its secret before it leaves this process.
final class NewTargets {
    private static final int SECRET_BYTES = 32;

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
        @Nullable Repository repository =
                options.repository().isEmpty()
                        ? null
                        : NamedRepository.find(open, options.repository());
        SealingKey key =
                open.statement(tx -> EncryptionKeys.inUse(tx, KeyPurpose.SERVER)).orElse(null);
        if (key == null && !unsigned) {
            throw new CommandFailureException(
                    "The servers have no key yet to which the secret could be sealed: 'mini-jenkin keys create' makes one.");
        }
        String given = unsigned ? "" : newSecret ? made() : secret(kind, name, options.app());
        String url =
                kind.hasSecretAddress() ? origin(given) : address(kind, options.url(), repository);
        @Nullable Sealed sealed =
                key == null || given.isEmpty()
                        ? null
                        : TargetSeals.seal(key, name, kind, url, given);
        insert(open, name, kind, repository, url, sealed, options);
        return newSecret ? Optional.of(given) : Optional.empty();
    }

    private static void insert(
            Database open,
            String name,
            TargetKind kind,
            @Nullable Repository repository,
            String url,
            @Nullable Sealed sealed,
            TargetOptions options) {
        @Nullable RepositoryId id = repository == null ? null : repository.id();
        NewTarget target =
                new NewTarget(
                        name,
                        kind,
                        id,
                        url,
                        sealed == null ? null : sealed.key(),
                        sealed == null ? null : sealed.ciphertext(),
                        options.filter());
        if (open.statement(tx -> Targets.add(tx, target)).isEmpty()) {
            throw new CommandFailureException(
                    "There is a target \"%s\" already: remove it first, or take another name."
                            .formatted(name));
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

    /// As the libraries of Standard Webhooks take it.
    private static String made() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    /// What everybody may see of an address whose path opens a chat.
    private static String origin(String address) {
        URI uri = uri(address, "what was given as address of the chat");
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port;
    }

    private static String address(TargetKind kind, String url, @Nullable Repository repository) {
        if (!url.isEmpty()) {
            return uri(url, "--url").toString();
        }
        if (kind == TargetKind.WEBHOOK) {
            throw new CommandFailureException("Where is the webhook posted to? Give --url.");
        }
        if (repository == null) {
            throw new CommandFailureException(
                    "The status of a commit belongs to a repository, and so do its checks: name it with --repository.");
        }
        return ForgeAddress.of(kind, repository.url())
                .orElseThrow(() ->
                        new CommandFailureException(
                                "The address %s does not say where the API of its forge has it: give --url, as https://api.github.com/repos/shop/web."
                                        .formatted(repository.url())));
    }

    /// It is not shown: it may be a secret.
    private static URI uri(String text, String what) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null
                    && uri.getUserInfo() == null
                    && String.valueOf(uri.getScheme()).matches("https?")) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new CommandFailureException(
                "An address begins with https:// (or http://) and names no user: %s does not."
                        .formatted(what));
    }
}
