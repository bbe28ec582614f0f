package dev.minijenkin.workflow.trigger;

/// What full refs are called.
public final class RefNames {
    private static final String[] FOLDERS = {"refs/heads/", "refs/tags/", "refs/pull/"};

    private RefNames() {}

    public static boolean isBranch(String ref) {
        return ref.startsWith("refs/heads/");
    }

    public static boolean isTag(String ref) {
        return ref.startsWith("refs/tags/");
    }

    /// Without `refs/heads/`, `refs/tags/` or `refs/pull/`.
    public static String brief(String ref) {
        for (String folder : FOLDERS) {
            if (ref.startsWith(folder)) {
                return ref.substring(folder.length());
            }
        }
        return ref;
    }
}
