package dev.minijenkin.runner.log;

import java.util.Arrays;

/// Cuts a stream of bytes into lines. Only `\n` ends a line; every other byte is kept as it is. A
/// line longer than the limit comes in pieces, so that memory stays bounded. Not thread-safe.
public final class LineSplitter {
    private final byte[] open;
    private final Pieces pieces;
    private int length;
    private boolean begun;

    /// @param limit bytes of the longest piece
    public LineSplitter(int limit, Pieces pieces) {
        this.open = new byte[limit];
        this.pieces = pieces;
    }

    public void bytes(byte[] buffer, int count) {
        int from = 0;
        for (int at = 0; at < count; at++) {
            if (buffer[at] == '\n') {
                take(buffer, from, at);
                piece(true);
                from = at + 1;
            }
        }
        take(buffer, from, count);
    }

    /// What there is of a line that has not ended; the line goes on.
    public void flushOpen() {
        if (length > 0) {
            piece(false);
        }
    }

    /// Ends the last line if it is open.
    public void end() {
        if (length > 0 || begun) {
            piece(true);
        }
    }

    /// Whether bytes wait for the end of their line.
    public boolean hasOpen() {
        return length > 0;
    }

    /// What waits.
    public byte[] peekOpen() {
        return Arrays.copyOf(open, length);
    }

    private void take(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to) {
            if (length == open.length) {
                piece(false);
            }
            int taken = Math.min(to - at, open.length - length);
            System.arraycopy(buffer, at, open, length, taken);
            length += taken;
            at += taken;
        }
    }

    private void piece(boolean ends) {
        byte[] bytes = Arrays.copyOf(open, length);
        length = 0;
        begun = !ends;
        pieces.piece(bytes, ends);
    }

    /// Takes the lines.
    @FunctionalInterface
    public interface Pieces {
        /// The line goes on in the next piece unless it ends here.
        void piece(byte[] bytes, boolean ends);
    }
}
