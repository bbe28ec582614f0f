package dev.minijenkin.console.runs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where a repository lives on the web, told from where it is fetched.
public final class WebAddress {
    private static final Pattern HTTP =
            Pattern.compile("(https?)://(?:[^@/]*@)?([^/@]+)/(.+?)(?:\\.git)?/?");
    private static final Pattern SSH =
            Pattern.compile(
                    "ssh://(?:[^@/]*@)?([^/@:]+)(?::[0-9]+)?/(.+?)(?:\\.git)?/?"
                            + "|(?:[^@/:]+@)([^/@:]+):(?!/)(.+?)(?:\\.git)?/?");

    /// Of a file that lies within the repository, as far as one can tell.
    private static final Pattern PLACE =
            Pattern.compile("(?:\\./)?(?<path>[^/:][^:]*):(?<line>[0-9]+)(?::[0-9]+)?");

    private WebAddress() {}

    /// Of a commit; empty where nothing on the web is known, as for a folder.
    public static Optional<String> ofCommit(String repositoryUrl, String sha) {
        return ofRepository(repositoryUrl).map(page -> page + "/commit/" + sha);
    }

    /// Of a line of a file at a commit; empty where nothing on the web is known, or not how that
    /// host calls its files.
    ///
    /// @param place within the repository: `src/a.ts:12:3`
    public static Optional<String> ofFile(String repositoryUrl, String sha, String place) {
        Matcher written = PLACE.matcher(place);
        if (!written.matches() || written.group("path").contains("..")) {
            return Optional.empty();
        }
        String path = written.group("path");
        String line = written.group("line");
        return ofRepository(repositoryUrl)
                .flatMap(page -> {
                    String host = page.replaceFirst("https?://", "").split("/", 2)[0];
                    if (host.contains("github")) {
                        return Optional.of(page + "/blob/" + sha + "/" + path + "#L" + line);
                    }
                    if (host.contains("gitlab")) {
                        return Optional.of(page + "/-/blob/" + sha + "/" + path + "#L" + line);
                    }
                    if (host.contains("bitbucket")) {
                        return Optional.of(page + "/src/" + sha + "/" + path + "#lines-" + line);
                    }
                    return Stream.of("gitea", "forgejo", "codeberg").anyMatch(host::contains)
                            ? Optional.of(page + "/src/commit/" + sha + "/" + path + "#L" + line)
                            : Optional.empty();
                });
    }

    private static Optional<String> ofRepository(String url) {
        Matcher http = HTTP.matcher(url);
        if (http.matches()) {
            return Optional.of(http.group(1) + "://" + http.group(2) + "/" + http.group(3));
        }
        Matcher ssh = SSH.matcher(url);
        if (!ssh.matches()) {
            return Optional.empty();
        }
        String host = ssh.group(1) == null ? ssh.group(3) : ssh.group(1);
        String path = ssh.group(2) == null ? ssh.group(4) : ssh.group(2);
        return Optional.of("https://" + host + "/" + path);
    }
}
