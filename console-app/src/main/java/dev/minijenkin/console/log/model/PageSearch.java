package dev.minijenkin.console.log.model;

import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.PageText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Looks through pages for a pattern. Runs on a worker: pages never change.
public final class PageSearch {
    /// What was found.
    ///
    /// @param lines that match, in order, from 0
    /// @param problem why the pattern is none; empty where it is one
    @SuppressWarnings("ArrayRecordComponent") // Confined to this package; nobody compares results.
    public record Found(int[] lines, String problem) {
        public static final Found NOTHING = new Found(new int[0], "");

        /// Index in `lines` of the first line at or after one.
        public int at(int line) {
            int found = Arrays.binarySearch(lines, line);
            return found >= 0 ? found : -found - 1;
        }
    }

    private PageSearch() {}

    /// Null-free compile: an empty text has no pattern.
    public static List<Pattern> patterns(
            String text, boolean regularExpression, boolean caseSensitive) {
        if (text.isEmpty()) {
            return List.of();
        }
        int flags = caseSensitive ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
        return List.of(Pattern.compile(text, regularExpression ? flags : flags | Pattern.LITERAL));
    }

    /// Why a text is no regular expression; empty where it is one.
    static String problem(String text) {
        try {
            Pattern.compile(text);
            return "";
        } catch (PatternSyntaxException e) {
            return e.getDescription();
        }
    }

    /// What was looked through, so that only what comes after it has to be.
    ///
    /// @param pages all of them
    /// @param found in them
    record Scan(List<LogPage> pages, Found found) {
        static final Scan NOTHING = new Scan(List.of(), Found.NOTHING);
    }

    /// Looks through all pages.
    static Found find(Pattern pattern, List<LogPage> pages) {
        return find(pattern, pages, Scan.NOTHING, () -> false).found();
    }

    /// Looks through what came after an earlier scan with the same pattern. (The last page may have
    /// been replaced since: a line that had not ended.)
    ///
    /// @param stale whether nobody waits for the answer any more; what is returned then is of no
    ///   use
    static Scan find(Pattern pattern, List<LogPage> pages, Scan before, BooleanSupplier stale) {
        int known = known(pages, before.pages());
        int first = pages.subList(0, known).stream().mapToInt(LogPage::size).sum();
        int count = before.found().at(first);
        int[] lines = Arrays.copyOf(before.found().lines(), Math.max(64, count * 2));
        Matcher matcher = pattern.matcher("");
        for (LogPage page : pages.subList(known, pages.size())) {
            PageText text = page.open();
            for (int line = 0; line < page.size(); line++) {
                if (stale.getAsBoolean()) {
                    return Scan.NOTHING;
                }
                if (matches(matcher, text.line(line), stale)) {
                    if (count == lines.length) {
                        lines = Arrays.copyOf(lines, count * 2);
                    }
                    lines[count++] = first + line;
                }
            }
            first += page.size();
        }
        return new Scan(pages, new Found(Arrays.copyOf(lines, count), ""));
    }

    /// How many pages are the same in both, from the first one on.
    private static int known(List<LogPage> pages, List<LogPage> before) {
        int same = Math.min(pages.size(), before.size());
        while (same > 0 && !pages.get(same - 1).equals(before.get(same - 1))) {
            same--;
        }
        return same;
    }

    private static boolean matches(Matcher matcher, String line, BooleanSupplier stale) {
        matcher.reset(new Abandonable(line, stale));
        try {
            while (matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    return true;
                }
            }
            return false;
        } catch (Abandoned | StackOverflowError _) {
            // An expression can take ages over one line, or more of the stack than there is.
            return false;
        }
    }

    /// Nobody waits any more.
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Abandoned() {
            super("abandoned", null, false, false);
        }
    }

    /// A line that lets an expression go which has come back to it too often.
    private static final class Abandonable implements CharSequence {
        private static final int LOOKS = 1 << 16;

        private final String text;
        private final BooleanSupplier stale;
        private int looks;

        private Abandonable(String text, BooleanSupplier stale) {
            this.text = text;
            this.stale = stale;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks % LOOKS == 0 && stale.getAsBoolean()) {
                throw new Abandoned();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// Stretches of a line that match: start and end, one after the other.
    public static List<int[]> stretches(Pattern pattern, String line) {
        List<int[]> stretches = new ArrayList<>();
        Matcher matcher = pattern.matcher(line);
        while (matcher.find() && stretches.size() < 100) {
            if (matcher.end() > matcher.start()) {
                stretches.add(new int[] {matcher.start(), matcher.end()});
            }
        }
        return stretches;
    }
}
