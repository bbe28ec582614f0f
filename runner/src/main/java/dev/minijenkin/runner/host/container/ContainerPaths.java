package dev.minijenkin.runner.host.container;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which folders of the host a container sees, and where. Of several that fit a path the first
/// counts.
public record ContainerPaths(List<Mount> mounts) {
    /// Signs after which no path begins, and before which none ends.
    private static final String IN_NAMES = "._-+@~";

    /// A folder of the host, or a file.
    ///
    /// @param inside absolute
    /// @param shared whether the container is given it; else it lies in another one that is
    public record Mount(Path host, String inside, boolean readOnly, boolean shared) {
        public static Mount of(Path host, String inside) {
            return new Mount(host, inside, false, true);
        }

        public static Mount readOnly(Path host, String inside) {
            return new Mount(host, inside, true, true);
        }

        /// What a shared folder holds, under a name of its own.
        public static Mount alias(Path host, String inside) {
            return new Mount(host, inside, false, false);
        }
    }

    public ContainerPaths {
        mounts = List.copyOf(mounts);
    }

    /// Options that give the container its folders.
    public List<String> options() {
        List<String> options = new ArrayList<>();
        for (Mount mount : mounts) {
            if (mount.shared()) {
                options.add("--volume");
                options.add(mount.host() + ":" + mount.inside() + (mount.readOnly() ? ":ro" : ""));
            }
        }
        return options;
    }

    /// A text with the paths of the host as the container sees them.
    public String inside(String text) {
        String translated = text;
        for (Mount mount : mounts) {
            translated = replaced(translated, mount.host().toString(), mount.inside());
        }
        return translated;
    }

    /// A text with the paths of the container as the host sees them.
    public String outside(String text) {
        String translated = text;
        for (Mount mount : mounts) {
            translated = replaced(translated, mount.inside(), mount.host().toString());
        }
        return translated;
    }

    /// Whether a path of the host can be seen.
    public boolean shows(Path path) {
        return mounts.stream().anyMatch(mount -> path.startsWith(mount.host()));
    }

    private static String replaced(String text, String from, String to) {
        int at = text.indexOf(from);
        if (at < 0) {
            return text;
        }
        StringBuilder replaced = new StringBuilder();
        int done = 0;
        while (at >= 0) {
            int end = at + from.length();
            boolean whole =
                    (at == 0 || !isInPath(text.charAt(at - 1)))
                            && (end == text.length() || !isInName(text.charAt(end)));
            replaced.append(text, done, at).append(whole ? to : from);
            done = end;
            at = text.indexOf(from, end);
        }
        return replaced.append(text, done, text.length()).toString();
    }

    private static boolean isInPath(char c) {
        return c == '/' || isInName(c);
    }

    private static boolean isInName(char c) {
        return Character.isLetterOrDigit(c) || IN_NAMES.indexOf(c) >= 0;
    }
}
