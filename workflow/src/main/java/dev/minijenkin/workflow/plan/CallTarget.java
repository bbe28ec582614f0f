package dev.minijenkin.workflow.plan;

/// Which workflow file a job calls.
///
/// @param repository `owner/repository`; empty: the one that runs
/// @param path in it
/// @param ref branch, tag or commit; empty: the commit that runs
public record CallTarget(String repository, String path, String ref) {
    /// Reads what stands behind `uses`, which the reader has found to be in order.
    ///
    /// @param caller the file in which it stands: another repository's files call each other there,
    ///   at the same commit
    public static CallTarget of(String uses, CallTarget caller) {
        if (uses.startsWith("./") || uses.startsWith("$/")) {
            return new CallTarget(caller.repository(), normal(uses.substring(2)), caller.ref());
        }
        int at = uses.indexOf('@');
        String[] parts = uses.substring(0, at).split("[/\\\\]+", 3);
        return new CallTarget(parts[0] + "/" + parts[1], normal(parts[2]), uses.substring(at + 1));
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

    private static String normal(String path) {
        return path.replace('\\', '/');
    }

    /// As `uses` names it: `./path`, or `owner/repository/path@ref`.
    @Override
    public String toString() {
        return isOwn() ? "./" + path : repository + "/" + path + "@" + ref;
    }
}
