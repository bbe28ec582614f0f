package dev.minijenkin.db.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the API of a forge has a repository, by the address that it is fetched from.
public final class ForgeAddress {
    private static final Pattern URL =
            Pattern.compile(
                    "(?<scheme>https?|ssh)://(?:[^/@]*@)?(?<host>[^/:]+)(?<port>:\\d+)?/(?<path>.+)");
    private static final Pattern SSH =
            Pattern.compile("(?:[^/@:]*@)?(?<host>[^/:@]+):(?!/)(?<path>.+)");

    private ForgeAddress() {}

    /// Empty where the address does not tell.
    ///
    /// @param fetched URL of the repository
    public static Optional<String> of(TargetKind kind, String fetched) {
        Matcher url = URL.matcher(fetched);
        if (url.matches()) {
            boolean http = !url.group("scheme").equals("ssh");
            String port = http && url.group("port") != null ? url.group("port") : "";
            String scheme = http ? url.group("scheme") : "https";
            return of(kind, scheme, url.group("host") + port, path(url.group("path")));
        }
        Matcher ssh = SSH.matcher(fetched);
        return ssh.matches()
                ? of(kind, "https", ssh.group("host"), path(ssh.group("path")))
                : Optional.empty();
    }

    private static Optional<String> of(TargetKind kind, String scheme, String host, String path) {
        String root = scheme + "://" + host;
        return switch (kind) {
            case GITHUB_STATUS, GITHUB_CHECKS ->
                    Optional.of(
                            (host.equals("github.com")
                                            ? "https://api.github.com"
                                            : root + "/api/v3")
                                    + "/repos/"
                                    + path);
            case GITEA_STATUS -> Optional.of(root + "/api/v1/repos/" + path);
            case GITLAB_STATUS ->
                    Optional.of(root + "/api/v4/projects/" + URLEncoder.encode(path, UTF_8));
            case BITBUCKET_STATUS ->
                    Optional.of("https://api.bitbucket.org/2.0/repositories/" + path);
            case BITBUCKET_SERVER_STATUS -> Optional.of(root + "/rest/build-status/1.0");
            case SLACK, DISCORD, WEBHOOK -> Optional.empty();
        };
    }

    private static String path(String path) {
        return path.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    }
}
