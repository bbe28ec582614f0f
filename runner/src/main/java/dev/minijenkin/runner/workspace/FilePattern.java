package dev.minijenkin.runner.workspace;

import dev.minijenkin.runner.stop.StopCheck;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A pattern of `hashFiles`: `*` and `?` within a name, `**` over any number of folders, `[…]`; a
/// leading `!` takes matches away again. What matches a folder matches all in it.
///
/// @param start what of it names a folder or a file as it is, in the workspace: where the search
///   for its matches begins
record FilePattern(Pattern pattern, boolean excludes, Path start) {
    private static final String SPECIAL = "\\.^$+{}()|";
    private static final Pattern MAGIC = Pattern.compile("[*?]|\\[[^/]+]");

    static FilePattern of(String text, Path workspace) {
        String glob = text;
        boolean excludes = false;
        while (glob.startsWith("!")) {
            excludes = !excludes;
            glob = glob.substring(1).strip();
        }
        String root = workspace + "/";
        if ((glob + "/").startsWith(root)) {
            glob = glob.substring(Math.min(glob.length(), root.length()));
        }
        while (glob.startsWith("./")) {
            glob = glob.substring(2);
        }
        glob = glob.equals(".") ? "" : glob.replaceFirst("/+$", "");
        String regex = glob.isEmpty() ? ".*" : regex(glob) + "(/.*)?";
        return new FilePattern(Pattern.compile(regex), excludes, start(glob));
    }

    private static Path start(String glob) {
        Path start = Path.of("");
        for (String segment : glob.split("/", -1)) {
            if (MAGIC.matcher(segment).find()) {
                break;
            }
            start = start.resolve(segment);
        }
        return start;
    }

    /// Where a search begins, one after the other: as the patterns stand, without what lies in
    /// another one's.
    static List<Path> starts(List<FilePattern> patterns) {
        Set<Path> all = new LinkedHashSet<>();
        patterns.stream().filter(pattern -> !pattern.excludes()).forEach(p -> all.add(p.start()));
        return all.stream()
                .filter(start ->
                        all.stream().noneMatch(other -> !other.equals(start) && isIn(start, other)))
                .toList();
    }

    /// An order in which a search finds paths of the workspace: from each start in its turn, down
    /// into each folder before what comes behind it, and by the bytes of names.
    static Comparator<Path> searched(List<Path> starts) {
        return Comparator.<Path>comparingInt(path -> place(path, starts))
                .thenComparing(FilePattern::compareNames);
    }

    private static int place(Path path, List<Path> starts) {
        int place = 0;
        while (place < starts.size() && !isIn(path, starts.get(place))) {
            place++;
        }
        return place;
    }

    private static boolean isIn(Path path, Path folder) {
        return folder.toString().isEmpty() || path.startsWith(folder);
    }

    private static int compareNames(Path one, Path other) {
        int names = Math.min(one.getNameCount(), other.getNameCount());
        for (int name = 0; name < names; name++) {
            int difference = one.getName(name).compareTo(other.getName(name));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(one.getNameCount(), other.getNameCount());
    }

    /// Whether the last pattern that matches takes the path in.
    ///
    /// @param stop asked while it looks: some patterns take their time
    static boolean lastWord(List<FilePattern> patterns, Path path, StopCheck stop) {
        Checked text = new Checked(path.toString(), stop);
        boolean in = false;
        for (FilePattern pattern : patterns) {
            if (pattern.pattern().matcher(text).matches()) {
                in = !pattern.excludes();
            }
        }
        return in;
    }

    /// A text whose reader may be stopped.
    private static final class Checked implements CharSequence {
        private static final int EVERY = 1 << 16;

        private final String text;
        private final StopCheck stop;
        private int reads;

        Checked(String text, StopCheck stop) {
            this.text = text;
            this.stop = stop;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++reads % EVERY == 0) {
                stop.check();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < glob.length()) {
            char c = glob.charAt(at);
            if (glob.startsWith("**/", at)) {
                regex.append("(.*/)?");
                while (glob.startsWith("**/", at)) {
                    at += 3;
                }
            } else if (glob.startsWith("**", at)) {
                regex.append(".*");
                at += 2;
            } else if (c == '[' && glob.indexOf(']', at + 2) > 0) {
                int end = glob.indexOf(']', at + 2);
                regex.append(oneOf(glob.substring(at + 1, end)));
                at = end + 1;
            } else {
                regex.append(single(c));
                at++;
            }
        }
        return regex.toString();
    }

    /// What stands between brackets; letters that it cannot mean stand for themselves.
    private static String oneOf(String inside) {
        // A bracket and two ampersands mean more here than there.
        String escaped = inside.replaceAll("[\\\\\\[&]", "\\\\$0");
        String set = "[" + (inside.startsWith("!") ? "^" + escaped.substring(1) : escaped) + "]";
        try {
            Pattern.compile(set);
            return set;
        } catch (PatternSyntaxException _) {
            return Pattern.quote("[" + inside + "]");
        }
    }

    private static String single(char c) {
        return switch (c) {
            case '*' -> "[^/]*";
            case '?' -> "[^/]";
            case '[' -> "\\[";
            default -> SPECIAL.indexOf(c) < 0 ? String.valueOf(c) : "\\" + c;
        };
    }
}
