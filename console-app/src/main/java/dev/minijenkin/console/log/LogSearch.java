package dev.minijenkin.console.log;

import dev.minijenkin.console.log.document.LogPage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Looks through pages for a pattern. Runs on a worker: pages never change.
final class LogSearch {
    /// What was found.
    ///
    /// @param lines that match, in order, from 0
    /// @param matches in all of them
    /// @param problem why the pattern is none; empty where it is one
    @SuppressWarnings("ArrayRecordComponent") // Confined to this package; nobody compares results.
    record Found(int[] lines, int matches, String problem) {
        static final Found NOTHING = new Found(new int[0], 0, "");

        /// Index in `lines` of the first line at or after one.
        int at(int line) {
            int found = Arrays.binarySearch(lines, line);
            return found >= 0 ? found : -found - 1;
        }
    }

    private LogSearch() {}

    /// Null-free compile: an empty text has no pattern.
    static List<Pattern> patterns(String text, boolean regularExpression, boolean caseSensitive) {
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

    static Found find(Pattern pattern, List<LogPage> pages) {
        int[] lines = new int[64];
        int count = 0;
        int matches = 0;
        int first = 0;
        Matcher matcher = pattern.matcher("");
        for (LogPage page : pages) {
            for (int line = 0; line < page.size(); line++) {
                int inLine = count(matcher.reset(page.line(line)));
                if (inLine > 0) {
                    if (count == lines.length) {
                        lines = Arrays.copyOf(lines, count * 2);
                    }
                    lines[count++] = first + line;
                    matches += inLine;
                }
            }
            first += page.size();
        }
        return new Found(Arrays.copyOf(lines, count), matches, "");
    }

    /// Stretches of a line that match: start and end, one after the other.
    static List<int[]> stretches(Pattern pattern, String line) {
        List<int[]> stretches = new ArrayList<>();
        Matcher matcher = pattern.matcher(line);
        while (matcher.find() && stretches.size() < 100) {
            if (matcher.end() > matcher.start()) {
                stretches.add(new int[] {matcher.start(), matcher.end()});
            }
        }
        return stretches;
    }

    private static int count(Matcher matcher) {
        int count = 0;
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                count++;
            }
        }
        return count;
    }
}
