package dev.minijenkin.console.runs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a repository lives on the web, told from where it is fetched.
final class WebAddress {
    private static final Pattern HTTP =
            Pattern.compile("(https?)://(?:[^@/]*@)?([^/@]+)/(.+?)(?:\\.git)?/?");
    private static final Pattern SSH =
            Pattern.compile(
                    "ssh://(?:[^@/]*@)?([^/@:]+)(?::[0-9]+)?/(.+?)(?:\\.git)?/?"
                            + "|(?:[^@/:]+@)([^/@:]+):(?!/)(.+?)(?:\\.git)?/?");

    private WebAddress() {}

    /// Of a commit; empty where nothing on the web is known, as for a folder.
    static Optional<String> ofCommit(String repositoryUrl, String sha) {
        Matcher http = HTTP.matcher(repositoryUrl);
        if (http.matches()) {
            return Optional.of(
                    http.group(1) + "://" + http.group(2) + "/" + http.group(3) + "/commit/" + sha);
        }
        Matcher ssh = SSH.matcher(repositoryUrl);
        if (!ssh.matches()) {
            return Optional.empty();
        }
        String host = ssh.group(1) == null ? ssh.group(3) : ssh.group(1);
        String path = ssh.group(2) == null ? ssh.group(4) : ssh.group(2);
        return Optional.of("https://" + host + "/" + path + "/commit/" + sha);
    }
}
