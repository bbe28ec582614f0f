package dev.minijenkin.console.differ.align;

import java.util.Arrays;

/// Which lines of two logs belong together.
///
/// Lines that stand once on each side are anchors, as far as their order is the same (the longest
/// such chain, as in patience sorting); around each, equal lines are taken along in both
/// directions. What is left between two anchors is small as a rule: there the shortest edit is
/// looked for, but only as far as [#MOST_EDITS], and what lies beyond is told as other lines. So
/// the cost is proportional to the lines, apart from the sorting of the anchors: two logs of a
/// million lines take about a second, whatever is in them.
public final class LineAlignment {
    /// Edits that are looked for between two anchors; the trace of them takes the square of it.
    private static final int MOST_EDITS = 256;

    /// Of two blocks that have nothing in common, so many pairs of lines are looked at for such
    /// that begin alike.
    private static final int MOST_PAIRS = 4096;

    /// A row of the two logs side by side.
    public enum Kind {
        SAME,
        /// Other words in the place of the line.
        CHANGED,
        ONLY_GREEN,
        ONLY_RED
    }

    private final long[] green;
    private final long[] red;
    private final long[] greenHeads;
    private final long[] redHeads;
    private int[] greens;
    private int[] reds;
    private int size;

    private LineAlignment(long[] green, long[] greenHeads, long[] red, long[] redHeads) {
        this.green = green;
        this.greenHeads = greenHeads;
        this.red = red;
        this.redHeads = redHeads;
        this.greens = new int[Math.max(16, Math.max(green.length, red.length) + 16)];
        this.reds = new int[greens.length];
    }

    public static LineAlignment of(ComparedLog green, ComparedLog red) {
        return of(
                keys(green, ComparedLog::key),
                keys(green, ComparedLog::head),
                keys(red, ComparedLog::key),
                keys(red, ComparedLog::head));
    }

    static LineAlignment of(long[] green, long[] greenHeads, long[] red, long[] redHeads) {
        LineAlignment alignment = new LineAlignment(green, greenHeads, red, redHeads);
        alignment.align();
        return alignment;
    }

    public int size() {
        return size;
    }

    /// Line of the green log in a row; -1: none.
    public int green(int row) {
        return greens[row];
    }

    /// Line of the red log in a row; -1: none.
    public int red(int row) {
        return reds[row];
    }

    public Kind kind(int row) {
        if (greens[row] < 0) {
            return Kind.ONLY_RED;
        }
        if (reds[row] < 0) {
            return Kind.ONLY_GREEN;
        }
        return green[greens[row]] == red[reds[row]] ? Kind.SAME : Kind.CHANGED;
    }

    private interface KeyOf {
        long key(ComparedLog log, int line);
    }

    private static long[] keys(ComparedLog log, KeyOf of) {
        long[] keys = new long[log.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = of.key(log, i);
        }
        return keys;
    }

    private void align() {
        int[] partner = anchors();
        int g = 0;
        int r = 0;
        for (int anchor = 0; anchor <= green.length; anchor++) {
            boolean end = anchor == green.length;
            // An anchor that was taken along already lies behind.
            if (!end && (partner[anchor] < r || anchor < g)) {
                continue;
            }
            int toRed = end ? red.length : partner[anchor];
            gap(g, anchor, r, toRed);
            g = anchor;
            r = toRed;
            while (g < green.length && r < red.length && green[g] == red[r]) {
                add(g++, r++);
            }
        }
    }

    /// Of each green line its red partner, where both stand once and in the same order; else -1.
    private int[] anchors() {
        OnceStanding redOnce = new OnceStanding(red);
        OnceStanding greenOnce = new OnceStanding(green);
        int[] partner = new int[green.length];
        int[] tails = new int[green.length + 1];
        int[] before = new int[green.length];
        Arrays.fill(partner, -1);
        int longest = 0;
        for (int i = 0; i < green.length; i++) {
            int other = greenOnce.place(green[i]) < 0 ? -1 : redOnce.place(green[i]);
            if (other < 0) {
                continue;
            }
            partner[i] = other;
            int low = 0;
            int high = longest;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (partner[tails[middle]] < other) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            before[i] = low == 0 ? -1 : tails[low - 1];
            tails[low] = i;
            longest = Math.max(longest, low + 1);
        }
        int[] chain = new int[green.length];
        Arrays.fill(chain, -1);
        for (int i = longest == 0 ? -1 : tails[longest - 1]; i >= 0; i = before[i]) {
            chain[i] = partner[i];
        }
        return chain;
    }

    /// What lies between two anchors.
    private void gap(int fromGreen, int toGreen, int fromRed, int toRed) {
        int g = fromGreen;
        int r = fromRed;
        while (g < toGreen && r < toRed && green[g] == red[r]) {
            add(g++, r++);
        }
        int greenEnd = toGreen;
        int redEnd = toRed;
        while (greenEnd > g && redEnd > r && green[greenEnd - 1] == red[redEnd - 1]) {
            greenEnd--;
            redEnd--;
        }
        if (g < greenEnd && r < redEnd) {
            edit(g, greenEnd, r, redEnd);
        } else {
            others(g, greenEnd, r, redEnd);
        }
        for (; greenEnd < toGreen; greenEnd++, redEnd++) {
            add(greenEnd, redEnd);
        }
    }

    /// The shortest edit (Myers), as long as it is short.
    private void edit(int fromGreen, int toGreen, int fromRed, int toRed) {
        int n = toGreen - fromGreen;
        int m = toRed - fromRed;
        int most = Math.min(MOST_EDITS, n + m);
        int[][] trace = new int[most + 1][];
        int[] furthest = new int[2 * most + 3];
        int middle = most + 1;
        for (int d = 0; d <= most; d++) {
            trace[d] = furthest.clone();
            for (int k = -d; k <= d; k += 2) {
                boolean down =
                        k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]);
                int x = down ? furthest[middle + k + 1] : furthest[middle + k - 1] + 1;
                while (x < n
                        && x - k < m
                        && x - k >= 0
                        && green[fromGreen + x] == red[fromRed + x - k]) {
                    x++;
                }
                furthest[middle + k] = x;
                if (x >= n && x - k >= m) {
                    walkBack(fromGreen, toGreen, fromRed, toRed, trace, d, middle);
                    return;
                }
            }
        }
        others(fromGreen, toGreen, fromRed, toRed);
    }

    private void walkBack(
            int fromGreen,
            int toGreen,
            int fromRed,
            int toRed,
            int[][] trace,
            int edits,
            int middle) {
        int x = toGreen - fromGreen;
        int y = toRed - fromRed;
        int[] pairs = new int[Math.min(x, y)];
        int[] others = new int[pairs.length];
        int pairCount = 0;
        for (int d = edits; d >= 0; d--) {
            int[] furthest = trace[d];
            int k = x - y;
            boolean down =
                    k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]);
            int k0 = down ? k + 1 : k - 1;
            int x0 = d == 0 ? 0 : furthest[middle + k0];
            int y0 = d == 0 ? 0 : x0 - k0;
            int stopX = d == 0 ? 0 : down ? x0 : x0 + 1;
            while (x > stopX && y > (d == 0 ? 0 : down ? y0 + 1 : y0)) {
                pairs[pairCount] = --x;
                others[pairCount++] = --y;
            }
            x = x0;
            y = y0;
        }
        int g = fromGreen;
        int r = fromRed;
        for (int i = pairCount - 1; i >= 0; i--) {
            others(g, fromGreen + pairs[i], r, fromRed + others[i]);
            g = fromGreen + pairs[i];
            r = fromRed + others[i];
            add(g++, r++);
        }
        others(g, toGreen, r, toRed);
    }

    /// Lines of both sides that are not the same: those that begin with the same word stand beside
    /// each other, and the others as far as there are some.
    private void others(int fromGreen, int toGreen, int fromRed, int toRed) {
        int g = fromGreen;
        int r = fromRed;
        if ((long) (toGreen - g) * (toRed - r) <= MOST_PAIRS) {
            for (int from = g; from < toGreen; from++) {
                int other = r;
                while (other < toRed && redHeads[other] != greenHeads[from]) {
                    other++;
                }
                if (other < toRed) {
                    beside(g, from, r, other);
                    add(from, other);
                    g = from + 1;
                    r = other + 1;
                }
            }
        }
        beside(g, toGreen, r, toRed);
    }

    private void beside(int fromGreen, int toGreen, int fromRed, int toRed) {
        int g = fromGreen;
        int r = fromRed;
        while (g < toGreen && r < toRed) {
            add(g++, r++);
        }
        while (g < toGreen) {
            add(g++, -1);
        }
        while (r < toRed) {
            add(-1, r++);
        }
    }

    private void add(int greenLine, int redLine) {
        if (size == greens.length) {
            greens = Arrays.copyOf(greens, size * 2);
            reds = Arrays.copyOf(reds, size * 2);
        }
        greens[size] = greenLine;
        reds[size++] = redLine;
    }
}
