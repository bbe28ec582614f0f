package dev.minijenkin.runner.action.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where actions of other repositories come from, and which of them may be carried out.
///
/// @param base address below which repositories lie as `owner/name`, or the folder of bare mirrors
///   `owner/name.git`
/// @param allowed patterns such as `actions/*` and `team/tool@v2`, in which `*` stands for
///   anything; empty: no action
public record ActionSources(String base, List<String> allowed) {
    /// What allows every action.
    public static final List<String> EVERY = List.of("*");

    /// The public forge, and every action.
    public static final ActionSources PUBLIC = new ActionSources("https://github.com", EVERY);

    /// @throws IllegalArgumentException with a sentence for a person
    public ActionSources {
        allowed = List.copyOf(allowed);
        if (base.isBlank()) {
            throw new IllegalArgumentException(
                    "Actions come from an address, or from a folder of bare mirrors owner/name.git");
        }
        for (String pattern : allowed) {
            if (pattern.indexOf('/') < 0 && !pattern.equals("*")) {
                throw new IllegalArgumentException(
                        "Actions are allowed by patterns like owner/* or owner/name@v2, unlike '"
                                + pattern
                                + "'");
            }
        }
    }

    /// What git fetches a repository from. A mirror may be called by its name in lower case,
    /// however a workflow spells it.
    public String url(String repository) {
        return isFolder()
                ? inFolder(repository).toString()
                : base.replaceFirst("/+$", "") + "/" + repository + ".git";
    }

    /// The mirror of a repository; empty where none is kept on this host.
    public Optional<String> mirror(String repository) {
        return isFolder()
                ? Optional.of(inFolder(repository)).filter(Files::exists).map(Path::toString)
                : Optional.empty();
    }

    private boolean isFolder() {
        return base.startsWith("/") || base.startsWith(".");
    }

    private Path inFolder(String repository) {
        Path mirrors = Path.of(base).toAbsolutePath().normalize();
        Path exact = mirrors.resolve(repository + ".git");
        return Files.exists(exact) ? exact : mirrors.resolve(lower(repository + ".git"));
    }

    /// Whether the operator allows it.
    boolean allow(RemoteName action) {
        return allowed.stream().anyMatch(pattern -> fits(pattern, action));
    }

    /// Of an action in a folder of its repository the pattern may name either.
    private static boolean fits(String pattern, RemoteName action) {
        String whole = lower(pattern.contains("@") ? pattern : pattern + "@*");
        String regex =
                Arrays.stream(whole.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
        return Pattern.matches(regex, lower(action.repository() + "@" + action.ref()))
                || Pattern.matches(regex, lower(action.shown()));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
