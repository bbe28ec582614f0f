package dev.minijenkin.db.search;

import java.util.Arrays;
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
        return new Writer(pairs, count, blockBits, blocks).rows();
    }

    private static final class Writer {
        private final int[] pairs;
        private final int count;
        private final int blockBits;
        private final int blocks;
        private final int bits;
        // Of the row that is being written, which is begun anew for each.
        private byte[] row = new byte[8192];
        private int size;

        Writer(int[] pairs, int count, int blockBits, int blocks) {
            this.pairs = pairs;
            this.count = count;
            this.blockBits = blockBits;
            this.blocks = blocks;
            this.bits = (blocks + 7) / 8;
        }

        byte[][] rows() {
            byte[][] rows = new byte[BUCKETS][];
            int position = 0;
            while (position < count) {
                int bucket = bucketOf(pairs[position] >>> blockBits);
                size = 0;
                room();
                row[size++] = (byte) blocks;
                int before = bucket * KEYS_A_BUCKET;
                while (position < count && bucketOf(pairs[position] >>> blockBits) == bucket) {
                    int key = pairs[position] >>> blockBits;
                    int end = position + 1;
                    while (end < count && pairs[end] >>> blockBits == key) {
                        end++;
                    }
                    room();
                    key(key - before, position, end);
                    before = key;
                    position = end;
                }
                rows[bucket] = Arrays.copyOf(row, size);
            }
            return rows;
        }

        /// What a key takes at most: its distance, how it is told, and a byte or a bit a block.
        private void room() {
            if (row.length - size < 16 + blocks) {
                row = Arrays.copyOf(row, 2 * row.length);
            }
        }

        private void key(int distance, int from, int end) {
            int found = end - from;
            number(distance << 1 | (found == 1 ? 1 : 0));
            if (found == 1) {
                row[size++] = block(from);
            } else if (found <= bits) {
                row[size++] = (byte) found;
                for (int i = from; i < end; i++) {
                    row[size++] = block(i);
                }
            } else if (blocks - found < bits) {
                row[size++] = (byte) (ALL_BUT | blocks - found);
                allBut(from, end);
            } else {
                row[size++] = 0;
                Arrays.fill(row, size, size + bits, (byte) 0);
                for (int i = from; i < end; i++) {
                    int block = block(i);
                    row[size + (block >> 3)] |= (byte) (1 << (block & 7));
                }
                size += bits;
            }
        }

        private void allBut(int from, int end) {
            int next = from;
            for (int block = 0; block < blocks; block++) {
                if (next < end && block(next) == block) {
                    next++;
                } else {
                    row[size++] = (byte) block;
                }
            }
        }

        private byte block(int pair) {
            return (byte) (pairs[pair] & ((1 << blockBits) - 1));
        }

        private void number(int number) {
            int rest = number;
            while (rest > 0x7F) {
                row[size++] = (byte) ((rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            row[size++] = (byte) rest;
        }
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
                return BitSet.valueOf(Arrays.copyOfRange(row, position, position + size));
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
