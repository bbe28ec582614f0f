package dev.minijenkin.runner.action.checkout;

import dev.minijenkin.db.claim.ClaimedJob;
import dev.minijenkin.runner.action.call.InputTexts;
import dev.minijenkin.runner.action.load.ActionSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a checkout fetches from.
///
/// @param repository as people name it
/// @param url a path or whatever git takes
/// @param own whether it is the repository of the run
record CheckoutRemote(String repository, String url, boolean own) {
    private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*/[\\w.-]*\\w[\\w.-]*");
    private static final Pattern WEB = Pattern.compile("(https?://)(?:[^@/]*@)?([^/@]+)(/.*)?");

    /// A repository that is not the run's own lies beside it, where the forge has both; else where
    /// actions come from.
    ///
    /// @param forge `github.server_url`
    /// @throws IllegalArgumentException if an input asks for what is not possible; its message goes
    ///   on after the name of the step
    static CheckoutRemote of(
            Map<String, String> inputs,
            ClaimedJob.Source source,
            ActionSources sources,
            String forge) {
        String repository = InputTexts.text(inputs, "repository");
        if (repository.isEmpty() || repository.equalsIgnoreCase(source.repository())) {
            return new CheckoutRemote(source.repository(), source.url(), true);
        }
        if (!NAME.matcher(repository).matches()) {
            throw new IllegalArgumentException(
                    "asks for the repository '%s', which is not named as owner/name"
                            .formatted(repository));
        }
        String server = InputTexts.text(inputs, "github-server-url").replaceFirst("/+$", "");
        if (!server.isEmpty() && !WEB.matcher(server).matches()) {
            throw new IllegalArgumentException(
                    "has the github-server-url '%s', which does not begin with https:// or http://"
                            .formatted(server));
        }
        String url =
                server.isEmpty()
                        ? sources.mirror(repository)
                                .or(() -> beside(source, repository))
                                .or(() -> at(forge, repository))
                                .orElseGet(() -> sources.url(repository))
                        : below(server, repository);
        return new CheckoutRemote(repository, url, false);
    }

    /// The public forge is said of every folder, and may be reached some other way.
    private static Optional<String> at(String forge, String repository) {
        return forge.isEmpty() || forge.equals(ActionSources.PUBLIC.base())
                ? Optional.empty()
                : Optional.of(below(forge, repository));
    }

    private static String below(String server, String repository) {
        return server + "/" + repository + ".git";
    }

    /// Where the run's repository is called like its name at its forge, the other one is too.
    private static Optional<String> beside(ClaimedJob.Source source, String repository) {
        String url = source.url();
        for (String end : List.of("", ".git", "/", ".git/")) {
            String name = source.repository() + end;
            int before = url.length() - name.length();
            if (before > 0
                    && "/:".indexOf(url.charAt(before - 1)) >= 0
                    && url.regionMatches(true, before, name, 0, name.length())) {
                String other = url.substring(0, before) + repository + end;
                return url.startsWith("/") && !Files.isDirectory(Path.of(other))
                        ? Optional.empty()
                        : Optional.of(other);
            }
        }
        return Optional.empty();
    }

    /// The same by SSH, where it was an address of the web.
    CheckoutRemote bySsh(String user) {
        Matcher web = WEB.matcher(url);
        if (!web.matches()) {
            return this;
        }
        String host = web.group(2).replaceFirst(":.*", "");
        String path = Optional.ofNullable(web.group(3)).orElse("/").substring(1);
        return new CheckoutRemote(repository, user + "@" + host + ":" + path, own);
    }

    /// The address of the server alone, `https://host`; empty where it is none of the web.
    Optional<String> server() {
        Matcher web = WEB.matcher(url);
        return web.matches() ? Optional.of(web.group(1) + web.group(2)) : Optional.empty();
    }
}
