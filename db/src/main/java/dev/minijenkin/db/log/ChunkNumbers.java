package dev.minijenkin.db.log;

/// Reads the numbers at the front of an unpacked chunk. Used by one thread.
final class ChunkNumbers {
    private final byte[] raw;
    private final int end;
    private int position;

    ChunkNumbers(byte[] raw, int end) {
        this.raw = raw;
        this.end = end;
    }

    int count() {
        long count = number();
        if (count > end) {
            throw new IllegalArgumentException("A log chunk names more lines than it has bytes");
        }
        return (int) count;
    }

    long number() {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            if (position == end) {
                throw new IllegalArgumentException("A log chunk ends too early");
            }
            byte next = raw[position++];
            number |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("A log chunk holds a number that is too large");
    }

    /// Passes over so many bytes; where they begin.
    int skip(long length) {
        if (length < 0 || length > end - position) {
            throw new IllegalArgumentException("A log chunk ends too early");
        }
        int from = position;
        position += (int) length;
        return from;
    }
}
