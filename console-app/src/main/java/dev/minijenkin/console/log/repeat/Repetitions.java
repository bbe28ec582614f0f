package dev.minijenkin.console.log.repeat;

import dev.minijenkin.console.log.document.LineLevel;
import dev.minijenkin.console.log.document.LogPage;
import dev.minijenkin.console.log.document.PageText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Finds what repeats: lines, or blocks of up to four lines, that follow each other and are the
/// same apart from words that have digits in them. Lines with an error or a warning are never part
/// of it. Each line is looked at once for each length of a block.
public final class Repetitions {
    /// Fewer lines are read as fast as their heading.
    private static final int FEWEST = 20;

    private static final int LONGEST_BLOCK = 4;

    /// The largest; so many headings nobody reads.
    private static final int MOST = 1000;

    private static final int LONGEST_TITLE = 100;

    private Repetitions() {}

    /// In the order of the lines.
    ///
    /// @param unwanted whether nobody waits for the answer any more
    public static List<Repetition> in(List<LogPage> pages, BooleanSupplier unwanted) {
        long[] keys = new long[pages.stream().mapToInt(LogPage::size).sum()];
        int line = 0;
        for (LogPage page : pages) {
            if (unwanted.getAsBoolean()) {
                return List.of();
            }
            PageText text = page.open();
            for (int i = 0; i < page.size(); i++) {
                // A line that stands out is like no other.
                keys[line] = page.level(i) == LineLevel.PLAIN ? key(text.line(i)) : -1L - line;
                line++;
            }
        }
        List<int[]> found = find(keys);
        found.sort(Comparator.comparingInt(of -> of[0] - of[1]));
        return found.stream()
                .limit(MOST)
                .sorted(Comparator.comparingInt(of -> of[0]))
                .map(of -> new Repetition(of[0], of[1], title(pages, of[0], of[1], of[2])))
                .toList();
    }

    /// Begin, end and length of the block.
    private static List<int[]> find(long[] keys) {
        List<int[]> found = new ArrayList<>();
        int from = 0;
        while (from < keys.length) {
            int longest = 0;
            int block = 1;
            for (int length = 1; length <= LONGEST_BLOCK; length++) {
                int end = from + length;
                while (end < keys.length && keys[end] == keys[end - length]) {
                    end++;
                }
                int whole = (end - from) / length * length;
                if (whole > longest && whole > length) {
                    longest = whole;
                    block = length;
                }
            }
            if (longest >= FEWEST && longest / block > LONGEST_BLOCK) {
                found.add(new int[] {from, from + longest, block});
                from += longest;
            } else {
                from++;
            }
        }
        return found;
    }

    /// The same for lines that differ in words with digits alone.
    static long key(String line) {
        long key = 0xcbf29ce484222325L;
        int at = 0;
        while (at < line.length()) {
            int end = wordEnd(line, at);
            if (end == at) {
                key = (key ^ line.charAt(at++)) * 0x100000001b3L;
            } else {
                boolean digits = hasDigit(line, at, end);
                for (int i = at; i < end && !digits; i++) {
                    key = (key ^ line.charAt(i)) * 0x100000001b3L;
                }
                key = digits ? (key ^ 1) * 0x100000001b3L : key;
                at = end;
            }
        }
        return key >>> 1;
    }

    private static String title(List<LogPage> pages, int first, int end, int block) {
        String line = line(pages, first).strip();
        StringBuilder title = new StringBuilder();
        for (int at = 0; at < line.length(); ) {
            int wordEnd = wordEnd(line, at);
            if (wordEnd == at) {
                title.append(line.charAt(at++));
            } else {
                title.append(hasDigit(line, at, wordEnd) ? "…" : line.substring(at, wordEnd));
                at = wordEnd;
            }
        }
        String said =
                title.length() > LONGEST_TITLE
                        ? title.substring(0, LONGEST_TITLE) + "…"
                        : title.toString();
        String more =
                block == 1
                        ? ""
                        : ", and " + (block == 2 ? "1 line" : block - 1 + " lines") + " more,";
        return "%s%s × %,d"
                .formatted(said.isEmpty() ? "(empty line)" : said, more, (end - first) / block);
    }

    private static String line(List<LogPage> pages, int line) {
        int rest = line;
        for (LogPage page : pages) {
            if (rest < page.size()) {
                return page.open().line(rest);
            }
            rest -= page.size();
        }
        throw new IllegalArgumentException(
                "There is no line " + line + " in pages of " + Arrays.toString(pages.toArray()));
    }

    private static int wordEnd(String line, int from) {
        int end = from;
        while (end < line.length() && Character.isLetterOrDigit(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean hasDigit(String line, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isDigit(line.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
