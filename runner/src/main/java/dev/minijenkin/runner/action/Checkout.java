package dev.minijenkin.runner.action;

import dev.minijenkin.db.claim.ClaimedJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a checkout is to do: which git commands bring a commit into the workspace.
///
/// @param folder where to
/// @param url of the repository: a path or whatever git takes
/// @param wanted commit, branch or tag to fetch
/// @param branch local branch to be on; empty: a detached head
/// @param depth how many commits of history; 0: all, with all branches and tags
/// @param submodules `false`, `true` or `recursive`
record Checkout(
        Path folder,
        String url,
        String wanted,
        String branch,
        int depth,
        boolean tags,
        String submodules) {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
    private static final String BRANCH_PREFIX = "refs/heads/";

    /// What follows is no option, however it begins.
    private static final String OPERANDS = "--end-of-options";

    private static final Set<String> CARRIED_OUT =
            Set.of("repository", "ref", "path", "fetch-depth", "fetch-tags", "submodules");

    /// Nothing to do for these: a workspace is always new, and git uses the credentials of the
    /// host.
    private static final Set<String> WITHOUT_MEANING =
            Set.of(
                    "clean",
                    "persist-credentials",
                    "set-safe-directory",
                    "show-progress",
                    "token",
                    "github-server-url");

    /// Reads the inputs of the step.
    ///
    /// @throws IllegalArgumentException if an input asks for what is not possible
    static Checkout of(Map<String, String> inputs, ClaimedJob.Source source, Path workspace) {
        String repository = inputs.getOrDefault("repository", "");
        if (!repository.isEmpty() && !repository.equalsIgnoreCase(source.repository())) {
            throw new IllegalArgumentException(
                    "asks for the repository '"
                            + repository
                            + "': another one than '"
                            + source.repository()
                            + "' cannot be checked out yet");
        }
        String asked = inputs.getOrDefault("ref", "").strip();
        boolean own = asked.isEmpty() || asked.equals(source.ref());
        String ref = own ? source.ref() : asked;
        return new Checkout(
                folder(inputs.getOrDefault("path", ""), workspace),
                source.url(),
                own ? source.commit() : asked,
                ref.startsWith(BRANCH_PREFIX) ? ref.substring(BRANCH_PREFIX.length()) : "",
                depth(inputs.getOrDefault("fetch-depth", "")),
                isTrue(inputs.getOrDefault("fetch-tags", "")),
                inputs.getOrDefault("submodules", "false").strip().toLowerCase(Locale.ROOT));
    }

    /// Inputs that were given and are not carried out: to be said, never ignored.
    static List<String> unsupported(Map<String, String> inputs) {
        return inputs.entrySet().stream()
                .filter(input -> !input.getValue().isBlank())
                .map(Map.Entry::getKey)
                .filter(name -> !CARRIED_OUT.contains(name) && !WITHOUT_MEANING.contains(name))
                .toList();
    }

    /// What to execute, in order, each after `git`, in the checkout's folder. Text from outside (an
    /// address, a ref) stands behind [#OPERANDS] or is the value of an option: a ref may begin like
    /// an option, and `--upload-pack` is a program.
    List<List<String>> commands() {
        List<List<String>> commands = new ArrayList<>();
        commands.add(List.of("init", "--quiet", "--template=", "--initial-branch=main", "."));
        commands.add(List.of("remote", "add", OPERANDS, "origin", url));
        commands.add(fetch());
        commands.add(
                branch.isEmpty()
                        ? List.of("checkout", "--force", "--detach", "FETCH_HEAD")
                        : List.of("checkout", "--force", "-B", branch, "FETCH_HEAD"));
        if (!submodules.equals("false") && !submodules.isEmpty()) {
            List<String> update = new ArrayList<>(List.of("submodule", "update", "--init"));
            update.addAll(submodules.equals("recursive") ? List.of("--recursive") : List.of());
            update.addAll(depth == 0 ? List.of() : List.of("--depth=" + depth));
            commands.add(update);
        }
        return commands;
    }

    /// What is wanted comes first: that is what FETCH_HEAD then begins with.
    private List<String> fetch() {
        List<String> fetch =
                new ArrayList<>(
                        List.of(
                                "fetch",
                                "--no-progress",
                                "--no-recurse-submodules",
                                tags || depth == 0 ? "--tags" : "--no-tags"));
        if (depth > 0) {
            fetch.add("--depth=" + depth);
        }
        fetch.add(OPERANDS);
        fetch.add("origin");
        boolean tracks = depth > 0 && !branch.isEmpty() && COMMIT.matcher(wanted).matches();
        fetch.add(tracks ? "+" + wanted + ":refs/remotes/origin/" + branch : wanted);
        if (depth == 0) {
            fetch.add("+refs/heads/*:refs/remotes/origin/*");
        }
        return fetch;
    }

    private static Path folder(String path, Path workspace) {
        Path folder = workspace.resolve(path.strip()).normalize();
        if (!folder.startsWith(workspace)) {
            throw new IllegalArgumentException(
                    "has the path '" + path + "', which leads out of the workspace");
        }
        return folder;
    }

    private static int depth(String text) {
        try {
            int depth = text.isBlank() ? 1 : Integer.parseInt(text.strip());
            if (depth >= 0) {
                return depth;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a negative number.
        }
        throw new IllegalArgumentException(
                "has the fetch-depth '" + text + "', which is no whole number from 0");
    }

    private static boolean isTrue(String text) {
        return text.strip().equalsIgnoreCase("true");
    }
}
