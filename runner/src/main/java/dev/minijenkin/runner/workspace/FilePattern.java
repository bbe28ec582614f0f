package dev.minijenkin.runner.workspace;

import dev.minijenkin.runner.stop.StopCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A pattern of `hashFiles`: `*` and `?` within a name, `**` over any number of folders, `[…]`; a
/// leading `!` takes matches away again. What matches a folder matches all in it.
record FilePattern(Pattern pattern, boolean excludes) {
    private static final String SPECIAL = "\\.^$+{}()|";

    static FilePattern of(String text, Path workspace) {
        boolean excludes = text.startsWith("!");
        String glob = excludes ? text.substring(1).strip() : text;
        String root = workspace + "/";
        if (glob.startsWith(root)) {
            glob = glob.substring(root.length());
        }
        while (glob.startsWith("./")) {
            glob = glob.substring(2);
        }
        return new FilePattern(Pattern.compile(regex(glob) + "(/.*)?"), excludes);
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
                String inside = glob.substring(at + 1, end).replace("\\", "\\\\");
                regex.append('[')
                        .append(inside.startsWith("!") ? "^" + inside.substring(1) : inside)
                        .append(']');
                at = end + 1;
            } else {
                regex.append(single(c));
                at++;
            }
        }
        return regex.toString();
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
