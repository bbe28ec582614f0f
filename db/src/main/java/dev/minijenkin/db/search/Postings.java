package dev.minijenkin.db.search;

import java.io.ByteArrayOutputStream;
import java.util.BitSet;

/// The rows of `log_postings`: for each key of a bucket, in ascending order, the blocks in which it
/// stands.
///
/// A row begins with the number of blocks of its segment. A key is the distance from the one before
/// (unsigned LEB128), times two, plus one where it stands in one block only, which then follows as
/// a byte; most keys are such. Otherwise a byte says how they are told: so many blocks follow, or
/// (with the highest bit) all but so many that follow, or (0) a bit for each block.
final class Postings {
    /// So many keys a bucket has.
    static final int KEYS_A_BUCKET = 1 << (Keys.BITS - 9);

    static final int BUCKETS = 512;
    private static final int ALL_BUT = 0x80;

    private Postings() {}

    static int bucketOf(int key) {
        return key / KEYS_A_BUCKET;
    }

    /// Writes pairs of key and block, sorted by both.
    ///
    /// @param blockBits how many of the lower bits of a pair say the block
    static byte[][] write(int[] pairs, int count, int blockBits, int blocks) {
        byte[][] rows = new byte[BUCKETS][];
        int position = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            ByteArrayOutputStream row = new ByteArrayOutputStream(2048);
            row.write(blocks);
            int before = bucket * KEYS_A_BUCKET;
            while (position < count && bucketOf(pairs[position] >>> blockBits) == bucket) {
                int key = pairs[position] >>> blockBits;
                int end = position + 1;
                while (end < count && pairs[end] >>> blockBits == key) {
                    end++;
                }
                writeKey(row, key - before, pairs, position, end, blockBits, blocks);
                before = key;
                position = end;
            }
            if (row.size() > 1) {
                rows[bucket] = row.toByteArray();
            }
        }
        return rows;
    }

    private static void writeKey(
            ByteArrayOutputStream row,
            int distance,
            int[] pairs,
            int from,
            int end,
            int blockBits,
            int blocks) {
        int mask = (1 << blockBits) - 1;
        int found = end - from;
        writeNumber(row, distance << 1 | (found == 1 ? 1 : 0));
        if (found == 1) {
            row.write(pairs[from] & mask);
            return;
        }
        int bits = (blocks + 7) / 8;
        if (found <= bits) {
            row.write(found);
            for (int i = from; i < end; i++) {
                row.write(pairs[i] & mask);
            }
            return;
        }
        byte[] bitmap = new byte[bits];
        for (int i = from; i < end; i++) {
            int block = pairs[i] & mask;
            bitmap[block >> 3] |= (byte) (1 << (block & 7));
        }
        if (blocks - found < bits) {
            row.write(ALL_BUT | blocks - found);
            for (int block = 0; block < blocks; block++) {
                if ((bitmap[block >> 3] & 1 << (block & 7)) == 0) {
                    row.write(block);
                }
            }
        } else {
            row.write(0);
            row.writeBytes(bitmap);
        }
    }

    private static void writeNumber(ByteArrayOutputStream row, int number) {
        int rest = number;
        while (rest > 0x7F) {
            row.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        row.write(rest);
    }

    /// The blocks in which a key stands, of a row of its bucket.
    static BitSet blocksOf(int key, byte[] row) {
        Reader reader = new Reader(row);
        int blocks = reader.next();
        int bits = (blocks + 7) / 8;
        int at = bucketOf(key) * KEYS_A_BUCKET;
        while (reader.position < row.length) {
            int head = reader.number();
            at += head >> 1;
            if (at > key) {
                break;
            }
            boolean wanted = at == key;
            if ((head & 1) == 1) {
                int block = reader.next();
                if (wanted) {
                    BitSet one = new BitSet(blocks);
                    one.set(block);
                    return one;
                }
                continue;
            }
            int how = reader.next();
            int size = how == 0 ? bits : how & ~ALL_BUT;
            if (wanted) {
                return reader.blocks(how, size, blocks);
            }
            reader.position += size;
        }
        return new BitSet();
    }

    private static final class Reader {
        private final byte[] row;
        private int position;

        Reader(byte[] row) {
            this.row = row;
        }

        int next() {
            return row[position++] & 0xFF;
        }

        int number() {
            int number = 0;
            int shift = 0;
            int next;
            do {
                next = next();
                number |= (next & 0x7F) << shift;
                shift += 7;
            } while (next > 0x7F);
            return number;
        }

        BitSet blocks(int how, int size, int blocks) {
            if (how == 0) {
                return BitSet.valueOf(java.util.Arrays.copyOfRange(row, position, position + size));
            }
            BitSet told = new BitSet(blocks);
            for (int i = 0; i < size; i++) {
                told.set(next());
            }
            if ((how & ALL_BUT) != 0) {
                told.flip(0, blocks);
            }
            return told;
        }
    }
}
