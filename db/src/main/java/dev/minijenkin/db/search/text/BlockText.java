package dev.minijenkin.db.search.text;

import java.util.Arrays;

/// The lines of a block as they are looked through, one after the other with a line feed behind
/// each. Filled and read by one thread, and filled again.
public final class BlockText {
    private byte[] plain = new byte[1 << 17];
    private byte[] folded = new byte[1 << 17];
    private int length;
    private int[] starts = new int[2048];
    private long[] numbers = new long[2048];
    private long[] times = new long[2048];
    private int lines;
    private boolean open;

    public void clear() {
        length = 0;
        lines = 0;
        open = false;
    }

    /// Adds a line or a piece of one.
    ///
    /// @param at milliseconds since 1970
    /// @param number of the line, from 1
    /// @param goesOn whether it goes on with the line that was left open
    public void add(
            long at,
            long number,
            boolean goesOn,
            byte[] raw,
            int from,
            int count,
            boolean complete) {
        room(count + 2);
        if (!(open && goesOn)) {
            if (open) {
                end();
            }
            begin(at, number);
        }
        int end = Fold.copy(raw, from, count, plain, length);
        System.arraycopy(plain, length, folded, length, end - length);
        Fold.small(folded, length, end);
        length = end;
        open = true;
        if (complete) {
            end();
        }
    }

    /// Ends the last line where it is open.
    public void finish() {
        if (open) {
            room(2);
            end();
        }
    }

    public int lines() {
        return lines;
    }

    /// Small letters; see [Fold].
    public byte[] folded() {
        return folded;
    }

    /// As it was printed, without colours.
    public byte[] plain() {
        return plain;
    }

    public int length() {
        return length;
    }

    public int start(int line) {
        return starts[line];
    }

    /// Where its line feed stands.
    public int end(int line) {
        return (line + 1 < lines ? starts[line + 1] : length) - 1;
    }

    public long number(int line) {
        return numbers[line];
    }

    public long at(int line) {
        return times[line];
    }

    /// The line in which a byte stands.
    public int lineOf(int position) {
        int found = Arrays.binarySearch(starts, 0, lines, position);
        return found >= 0 ? found : -found - 2;
    }

    private void begin(long at, long number) {
        if (lines == starts.length) {
            starts = Arrays.copyOf(starts, 2 * lines);
            numbers = Arrays.copyOf(numbers, 2 * lines);
            times = Arrays.copyOf(times, 2 * lines);
        }
        starts[lines] = length;
        numbers[lines] = number;
        times[lines] = at;
        lines++;
    }

    private void end() {
        plain[length] = '\n';
        folded[length] = '\n';
        length++;
        open = false;
    }

    private void room(int more) {
        if (length + more > plain.length) {
            int size = Math.max(length + more, 2 * plain.length);
            plain = Arrays.copyOf(plain, size);
            folded = Arrays.copyOf(folded, size);
        }
    }
}
