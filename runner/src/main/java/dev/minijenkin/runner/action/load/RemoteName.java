package dev.minijenkin.runner.action.load;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of an action of another repository: `owner/repository[/folder]@ref`.
///
/// @param repository `owner/name`, as it is written
/// @param path of its folder; empty: the root
/// @param ref a branch, a tag or a commit
record RemoteName(String repository, String path, String ref) {
    private static final Pattern FORM =
            Pattern.compile("([\\w.-]+/[\\w.-]+)((?:/[^/@]+)*)/?@(\\S+)");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{40}([0-9a-fA-F]{24})?");

    /// Empty where the text is none.
    static Optional<RemoteName> parse(String uses) {
        Matcher matcher = FORM.matcher(uses.strip());
        if (!matcher.matches() || uses.startsWith(".") || matcher.group(2).contains("/..")) {
            return Optional.empty();
        }
        String path = matcher.group(2);
        return Optional.of(
                new RemoteName(
                        matcher.group(1),
                        path.isEmpty() ? "" : path.substring(1),
                        matcher.group(3)));
    }

    /// One name for all spellings of the repository.
    String key() {
        return repository.toLowerCase(Locale.ROOT);
    }

    /// Whether the ref is a whole commit, which never moves.
    boolean isPinned() {
        return COMMIT.matcher(ref).matches();
    }

    String shown() {
        return repository + (path.isEmpty() ? "" : "/" + path) + "@" + ref;
    }
}
