package dev.minijenkin.db.log;

/// A chunk of a log with its lines where they lie. For whoever looks at every byte there is: each
/// chunk takes the place of the one before. Used by one thread.
public final class UnpackedChunk {
    private final Unpacking unpacking = new Unpacking();
    private long[] times = new long[0];
    // Of each line, times two, plus one where it is complete.
    private int[] lengths = new int[0];
    private int lines;
    private int from;
    private int end;

    /// Unpacks a chunk, in the place of the one before.
    ///
    /// @param firstAt time of the chunk, in milliseconds since 1970
    /// @param body as [LogChunkCodec] writes it
    /// @throws IllegalArgumentException where the bytes are no such chunk
    public void unpack(long firstAt, byte[] body) {
        unpacking.unpack(body);
        ChunkNumbers numbers = new ChunkNumbers(unpacking.out(), unpacking.length());
        lines = numbers.count();
        if (lengths.length < lines) {
            lengths = new int[2 * lines];
            times = new long[2 * lines];
        }
        long all = 0;
        long at = firstAt;
        for (int i = 0; i < lines; i++) {
            at += numbers.number();
            long length = numbers.number();
            times[i] = at;
            lengths[i] = (int) length;
            all += length >> 1;
            if (all > unpacking.length()) {
                throw new IllegalArgumentException("A log chunk ends too early");
            }
        }
        from = numbers.skip(all);
        end = from + (int) all;
    }

    /// Its bytes; the lines follow each other from [#from] to [#end], and more than two hundred
    /// bytes that mean nothing follow these.
    public byte[] raw() {
        return unpacking.out();
    }

    /// Where the first line begins.
    public int from() {
        return from;
    }

    /// Where the last one ends.
    public int end() {
        return end;
    }

    /// How many lines it has, and pieces of such.
    public int lines() {
        return lines;
    }

    /// How long a line is.
    ///
    /// @param line from 0
    public int length(int line) {
        return lengths[line] >> 1;
    }

    /// When a line came, in milliseconds since 1970.
    ///
    /// @param line from 0
    public long at(int line) {
        return times[line];
    }

    /// Whether a line ends here; false only for the last one.
    ///
    /// @param line from 0
    public boolean complete(int line) {
        return (lengths[line] & 1) != 0;
    }

    /// Passes on its lines.
    void read(LogPieces pieces) {
        int at = from;
        for (int line = 0; line < lines; line++) {
            pieces.piece(times[line], unpacking.out(), at, length(line), complete(line));
            at += length(line);
        }
    }
}
