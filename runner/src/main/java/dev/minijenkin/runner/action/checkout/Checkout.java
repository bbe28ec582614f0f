package dev.minijenkin.runner.action.checkout;

import dev.minijenkin.db.claim.ClaimedJob;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a checkout is asked for.
///
/// @param folder where to
/// @param remote the repository
/// @param ref a full ref, or the name of a branch or a tag; empty: the commit alone, or where that
///   is empty too, the default branch
/// @param commit what the ref stood at; empty: whatever it stands at now
/// @param depth how many commits of history; 0: all, with all branches and tags
/// @param tags whether all tags come along
/// @param clean whether what git does not know is deleted from the folder
/// @param lfs whether large files come along
/// @param submodules which of them come along
/// @param sparse which part of the tree comes along
record Checkout(
        Path folder,
        CheckoutRemote remote,
        String ref,
        String commit,
        int depth,
        boolean tags,
        boolean clean,
        boolean lfs,
        Submodules submodules,
        Sparse sparse) {
    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{40}([0-9a-fA-F]{24})?");

    private static final Set<String> CARRIED_OUT =
            Set.of(
                    "clean",
                    "fetch-depth",
                    "fetch-tags",
                    "filter",
                    "lfs",
                    "path",
                    "ref",
                    "github-server-url",
                    "persist-credentials",
                    "repository",
                    "sparse-checkout",
                    "sparse-checkout-cone-mode",
                    "ssh-key",
                    "ssh-known-hosts",
                    "ssh-strict",
                    "ssh-user",
                    "submodules",
                    "token");

    /// Nothing to do for these.
    private static final Set<String> WITHOUT_MEANING =
            Set.of("set-safe-directory", "show-progress");

    /// Which submodules come along.
    enum Submodules {
        NONE,
        OWN,
        RECURSIVE
    }

    /// A part of the tree.
    ///
    /// @param patterns empty: all of it
    /// @param cone whether they are folders
    /// @param filter what git leaves away until it is needed; empty: nothing
    record Sparse(List<String> patterns, boolean cone, String filter) {}

    /// Reads the inputs of the step.
    ///
    /// @throws IllegalArgumentException if an input asks for what is not possible; its message goes
    ///   on after the name of the step
    static Checkout of(
            Map<String, String> inputs,
            CheckoutRemote remote,
            ClaimedJob.Source source,
            Path workspace) {
        String asked = text(inputs, "ref");
        boolean isCommit = COMMIT.matcher(asked).matches();
        boolean ofRun = asked.isEmpty() && remote.own();
        return new Checkout(
                folder(text(inputs, "path"), workspace),
                remote,
                ofRun ? source.ref() : isCommit ? "" : plain(asked),
                ofRun ? source.commit() : isCommit ? asked.toLowerCase(Locale.ROOT) : "",
                depth(text(inputs, "fetch-depth")),
                is(inputs, "fetch-tags", false),
                is(inputs, "clean", true),
                is(inputs, "lfs", false),
                submodules(text(inputs, "submodules")),
                new Sparse(
                        inputs.getOrDefault("sparse-checkout", "")
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList(),
                        is(inputs, "sparse-checkout-cone-mode", true),
                        text(inputs, "filter")));
    }

    /// Inputs that were given and are not carried out: to be said, never ignored.
    static List<String> unsupported(Map<String, String> inputs) {
        return inputs.entrySet().stream()
                .filter(input -> !input.getValue().isBlank())
                .map(Map.Entry::getKey)
                .filter(name -> !CARRIED_OUT.contains(name) && !WITHOUT_MEANING.contains(name))
                .toList();
    }

    /// For people.
    String wanted() {
        String wanted = ref.isEmpty() || commit.isEmpty() ? ref + commit : commit;
        return (wanted.isEmpty() ? "the default branch" : wanted) + " of " + remote.repository();
    }

    private static String text(Map<String, String> inputs, String name) {
        return inputs.getOrDefault(name, "").strip();
    }

    private static String plain(String ref) {
        if (ref.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("has a ref of more than one line, or with controls");
        }
        return ref;
    }

    private static Path folder(String path, Path workspace) {
        Path folder;
        try {
            folder = workspace.resolve(path).normalize();
        } catch (InvalidPathException _) {
            throw new IllegalArgumentException("has the path '" + path + "', which is none");
        }
        if (!folder.startsWith(workspace)) {
            throw new IllegalArgumentException(
                    "has the path '" + path + "', which leads out of the workspace");
        }
        return folder;
    }

    private static int depth(String text) {
        try {
            int depth = text.isEmpty() ? 1 : Integer.parseInt(text);
            if (depth >= 0) {
                return depth;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a negative number.
        }
        throw new IllegalArgumentException(
                "has the fetch-depth '" + text + "', which is no whole number from 0");
    }

    private static Submodules submodules(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "false" -> Submodules.NONE;
            case "true" -> Submodules.OWN;
            case "recursive" -> Submodules.RECURSIVE;
            default ->
                    throw new IllegalArgumentException(
                            "has submodules: '"
                                    + text
                                    + "', which is none of true, false, recursive");
        };
    }

    private static boolean is(Map<String, String> inputs, String name, boolean otherwise) {
        String text = text(inputs, name);
        return text.isEmpty() ? otherwise : text.equalsIgnoreCase("true");
    }
}
