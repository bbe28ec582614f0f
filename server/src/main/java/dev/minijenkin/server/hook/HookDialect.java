package dev.minijenkin.server.hook;

import dev.minijenkin.db.hook.DeliverySource;
import java.util.List;
import java.util.Locale;

/// How one kind of git host writes its hooks.
///
/// @param markHeader present in each of its hooks; it holds the event, but for plain git
/// @param signatureHeader holds an HMAC-SHA256 of the body, or the secret itself
/// @param signaturePrefix before the hexadecimal digits
/// @param carriesToken whether the signature is the secret itself
/// @param keyHeaders where the id of the delivery stands; the first one that is there counts
record HookDialect(
        DeliverySource source,
        String markHeader,
        String signatureHeader,
        String signaturePrefix,
        boolean carriesToken,
        List<String> keyHeaders) {
    static final HookDialect PLAIN_GIT =
            new HookDialect(
                    DeliverySource.GIT,
                    "X-Mini-Jenkin-Signature",
                    "X-Mini-Jenkin-Signature",
                    "sha256=",
                    false,
                    List.of("X-Mini-Jenkin-Delivery"));

    /// Forgejo and Gitea also send GitHub's headers, so they come first.
    private static final List<HookDialect> ALL =
            List.of(
                    signed(
                            DeliverySource.GITEA,
                            "X-Forgejo-Event",
                            "X-Forgejo-Signature",
                            "",
                            "X-Forgejo-Delivery"),
                    signed(
                            DeliverySource.GITEA,
                            "X-Gitea-Event",
                            "X-Gitea-Signature",
                            "",
                            "X-Gitea-Delivery"),
                    signed(
                            DeliverySource.GITHUB,
                            "X-GitHub-Event",
                            "X-Hub-Signature-256",
                            "sha256=",
                            "X-GitHub-Delivery"),
                    new HookDialect(
                            DeliverySource.GITLAB,
                            "X-Gitlab-Event",
                            "X-Gitlab-Token",
                            "",
                            true,
                            List.of("Idempotency-Key")),
                    signed(
                            DeliverySource.BITBUCKET,
                            "X-Event-Key",
                            "X-Hub-Signature",
                            "sha256=",
                            "X-Request-UUID",
                            "X-Request-Id"),
                    PLAIN_GIT);

    /// The dialect of a request; plain git where it has the marks of none, so that it is checked
    /// like any other.
    static HookDialect of(Headers headers) {
        return ALL.stream()
                .filter(dialect -> headers.find(dialect.markHeader()).isPresent())
                .findFirst()
                .orElse(PLAIN_GIT);
    }

    /// The event in the words of the workflow language.
    String event(Headers headers) {
        if (source == DeliverySource.GIT) {
            return "push";
        }
        String name = headers.find(markHeader).orElse("").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "push hook", "tag push hook", "repo:push", "repo:refs_changed" -> "push";
            case "merge request hook" -> "pull_request";
            case "diagnostics:ping" -> "ping";
            default -> plain(name);
        };
    }

    private static String plain(String name) {
        String words = name.replaceAll("[^a-z]+", "_");
        return words.isEmpty() ? "unknown" : words.substring(0, Math.min(64, words.length()));
    }

    private static HookDialect signed(
            DeliverySource source,
            String markHeader,
            String signatureHeader,
            String prefix,
            String... keyHeaders) {
        return new HookDialect(
                source, markHeader, signatureHeader, prefix, false, List.of(keyHeaders));
    }
}
