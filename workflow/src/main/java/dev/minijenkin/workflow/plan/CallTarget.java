package dev.minijenkin.workflow.plan;

import java.util.Optional;

/// Which file of which repository: a workflow that a job calls, or the folder of an action.
///
/// @param repository `owner/repository`; empty: the one that runs
/// @param path in it; empty: its root
/// @param ref branch, tag or commit; empty: the commit that runs
public record CallTarget(String repository, String path, String ref) {
    private static final String SEPARATORS = "[/\\\\]+";

    /// Reads what stands behind `uses` of a job, which the reader has found to be in order.
    ///
    /// @param caller the file in which it stands: another repository's files call each other there,
    ///   at the same commit
    public static CallTarget of(String uses, CallTarget caller) {
        return named(uses, caller).orElseThrow();
    }

    /// Reads what stands behind `uses` of a job or of a step; empty where that is no file of a
    /// repository: an image, or a mistake.
    public static Optional<CallTarget> named(String uses, CallTarget caller) {
        if (uses.startsWith("./") || uses.startsWith("$/")) {
            return Optional.of(caller.beside(normal(uses.substring(2))));
        }
        int at = uses.indexOf('@');
        String[] parts = at < 0 ? new String[0] : uses.substring(0, at).split(SEPARATORS, 3);
        if (parts.length < 2 || parts[0].isEmpty() || parts[0].endsWith(":")) {
            return Optional.empty();
        }
        String path = parts.length == 2 ? "" : normal(parts[2]);
        return Optional.of(new CallTarget(parts[0] + "/" + parts[1], path, uses.substring(at + 1)));
    }

    /// A file of the repository that runs, at the commit that runs.
    public static CallTarget own(String path) {
        return new CallTarget("", path, "");
    }

    /// The target that [#toString] shows.
    public static CallTarget parse(String text) {
        return of(text, own(""));
    }

    public boolean isOwn() {
        return repository.isEmpty();
    }

    /// Another file of the same commit.
    public CallTarget beside(String other) {
        return new CallTarget(repository, other, ref);
    }

    private static String normal(String path) {
        return path.replace('\\', '/');
    }

    /// As people know it: `path`, or `owner/repository/path@ref`.
    public String shown() {
        return isOwn() ? path : toString();
    }

    /// As `uses` names it: `./path`, or `owner/repository/path@ref`.
    @Override
    public String toString() {
        return isOwn() ? "./" + path : repository + "/" + path + "@" + ref;
    }
}
