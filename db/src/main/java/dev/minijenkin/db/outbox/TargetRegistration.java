package dev.minijenkin.db.outbox;

import dev.minijenkin.db.Tx;
import dev.minijenkin.db.repository.Repositories;
import dev.minijenkin.db.repository.Repository;
import dev.minijenkin.db.seal.KeyPurpose;
import dev.minijenkin.db.seal.Sealed;
import dev.minijenkin.db.seal.SealingKey;
import dev.minijenkin.db.secret.EncryptionKeys;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes targets of what people say, with their secrets sealed before they leave this process.
public final class TargetRegistration {
    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_NAME = 100;

    private TargetRegistration() {}

    /// What a person says of a target.
    ///
    /// @param repository name of the one that it hears of; empty: all
    /// @param url where a webhook is posted to, or the repository in the API of its forge; empty:
    ///   as its address says
    /// @param secret the whole address of a chat, what a webhook is signed with, or the token of a
    ///   forge; empty: a webhook without a signature
    public record Wanted(
            String name,
            TargetKind kind,
            String repository,
            String url,
            String secret,
            TargetFilter filter) {
        /// It may be told of anywhere but for its secret.
        @Override
        public String toString() {
            return "Wanted[" + name + "]";
        }
    }

    /// Adds it.
    ///
    /// @throws IllegalArgumentException with a sentence for a person, which does not show the
    ///   secret
    public static TargetId add(Tx tx, Wanted wanted) {
        checkName(wanted.name());
        TargetRule.brokenBy(wanted.kind(), wanted.repository(), wanted.url())
                .ifPresent(TargetRegistration::refuse);
        check(wanted.kind(), wanted.filter());
        Optional<Repository> repository =
                wanted.repository().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                Repositories.find(tx, wanted.repository())
                                        .orElseThrow(() ->
                                                new IllegalArgumentException(
                                                        "There is no repository "
                                                                + wanted.repository())));
        String url = url(wanted, repository);
        @Nullable Sealed sealed = wanted.secret().isEmpty() ? null : seal(tx, wanted, url);
        return Targets.add(
                        tx,
                        new NewTarget(
                                wanted.name(),
                                wanted.kind(),
                                repository.map(Repository::id).orElse(null),
                                url,
                                sealed == null ? null : sealed.key(),
                                sealed == null ? null : sealed.ciphertext(),
                                wanted.filter()))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "There is a target \"%s\" already: remove it first, or take another name"
                                        .formatted(wanted.name())));
    }

    /// What a webhook can be signed with, as the libraries of Standard Webhooks take it.
    public static String newSecret(SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    /// Refuses what is no name of a target.
    ///
    /// @throws IllegalArgumentException with a sentence for a person
    public static void checkName(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "A target has a name of 1 to " + LONGEST_NAME + " letters");
        }
    }

    /// What fits a kind of target, wherever it is sent to ([TargetRule]).
    ///
    /// @throws IllegalArgumentException with a sentence for a person
    public static void check(TargetKind kind, TargetFilter filter) {
        TargetRule.brokenBy(kind, filter).ifPresent(TargetRegistration::refuse);
    }

    private static void refuse(TargetRule rule) {
        throw new IllegalArgumentException(rule.sentence());
    }

    /// An address that messages are sent to. It is not shown: it may be a secret.
    ///
    /// @param what it is, as a person says it
    /// @throws IllegalArgumentException with a sentence for a person
    public static URI address(String text, String what) {
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
        throw new IllegalArgumentException(
                "An address begins with https:// (or http://) and names no user: %s does not"
                        .formatted(what));
    }

    /// What everybody may see of where it is sent to.
    private static String url(Wanted wanted, Optional<Repository> repository) {
        TargetKind kind = wanted.kind();
        if (kind.hasSecretAddress()) {
            // Its path opens the chat.
            URI uri = address(wanted.secret(), "what was given as address of the chat");
            return uri.getScheme()
                    + "://"
                    + uri.getHost()
                    + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        }
        if (!wanted.url().isEmpty()) {
            return address(wanted.url(), "the URL").toString();
        }
        String fetched = repository.orElseThrow().url();
        return ForgeAddress.of(kind, fetched)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "The address %s does not say where the API of its forge has it: give the URL, as https://api.github.com/repos/shop/web"
                                        .formatted(fetched)));
    }

    private static Sealed seal(Tx tx, Wanted wanted, String url) {
        SealingKey key =
                EncryptionKeys.inUse(tx, KeyPurpose.SERVER)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "The servers have no key yet to which the secret could be sealed: 'mini-jenkin keys create' makes one"));
        return TargetSeals.seal(key, wanted.name(), wanted.kind(), url, wanted.secret());
    }
}
