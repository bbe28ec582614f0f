package dev.minijenkin.db.search.key;

import java.util.Arrays;
import java.util.BitSet;

/// The rows of `log_postings`: for each key of a bucket, in ascending order, the blocks in which it
/// stands.
///
/// A row begins with the number of blocks of its segment. A key is the distance from the one before
/// (unsigned LEB128), times two, plus one where it stands in one block only, which then follows as
/// a byte; most keys are such. Otherwise a byte says how they are told: so many blocks follow, or
/// (with the highest bit) all but so many that follow, or (0) a bit for each block.
public final class Postings {
    /// So many keys a bucket has.
    static final int KEYS_A_BUCKET = 1 << (Keys.BITS - 9);

    static final int BUCKETS = 512;
    private static final int ALL_BUT = 0x80;

    private Postings() {}

    public static int bucketOf(int key) {
        return key / KEYS_A_BUCKET;
    }

    /// The rows of a segment, one a bucket; null: nothing is in it.
    ///
    /// @param pairs of key and block as [BlockKeys] has them
    public static byte[][] write(int[] pairs, int count, int blocks) {
        return new Writer(blocks).rows(pairs, count);
    }

    private static final class Writer {
        private static final int BUCKET = Keys.BITS - 9 + BlockKeys.BLOCK_BITS;

        private final int blocks;
        private final int bits;
        // Of the bucket that is being written: in which blocks each of its keys stands, a bit each.
        private final int[] blocksOf = new int[KEYS_A_BUCKET];
        // Its row, which is begun anew for each.
        private byte[] row = new byte[8192];
        private int size;

        Writer(int blocks) {
            this.blocks = blocks;
            this.bits = (blocks + 7) / 8;
        }

        byte[][] rows(int[] pairs, int count) {
            int[] ends = new int[BUCKETS + 1];
            int[] sorted = byBucket(pairs, count, ends);
            byte[][] rows = new byte[BUCKETS][];
            int from = 0;
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                if (ends[bucket] > from) {
                    for (int i = from; i < ends[bucket]; i++) {
                        int key = (sorted[i] >>> BlockKeys.BLOCK_BITS) & (KEYS_A_BUCKET - 1);
                        blocksOf[key] |= 1 << sorted[i];
                    }
                    rows[bucket] = row();
                    from = ends[bucket];
                }
            }
            return rows;
        }

        /// @param ends set to where each bucket ends
        private static int[] byBucket(int[] pairs, int count, int[] ends) {
            for (int i = 0; i < count; i++) {
                ends[(pairs[i] >>> BUCKET) + 1]++;
            }
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                ends[bucket + 1] += ends[bucket];
            }
            int[] sorted = new int[count];
            for (int i = 0; i < count; i++) {
                sorted[ends[pairs[i] >>> BUCKET]++] = pairs[i];
            }
            return sorted;
        }

        private byte[] row() {
            size = 0;
            row[size++] = (byte) blocks;
            int before = 0;
            for (int key = 0; key < KEYS_A_BUCKET; key++) {
                int in = blocksOf[key];
                if (in != 0) {
                    blocksOf[key] = 0;
                    room();
                    key(key - before, in);
                    before = key;
                }
            }
            return Arrays.copyOf(row, size);
        }

        /// What a key takes at most: its distance, how it is told, and a byte or a bit a block.
        private void room() {
            if (row.length - size < 16 + blocks) {
                row = Arrays.copyOf(row, 2 * row.length);
            }
        }

        private void key(int distance, int in) {
            int count = Integer.bitCount(in);
            number(distance << 1 | (count == 1 ? 1 : 0));
            if (count == 1) {
                row[size++] = (byte) Integer.numberOfTrailingZeros(in);
            } else if (count <= bits) {
                row[size++] = (byte) count;
                numbers(in);
            } else if (blocks - count < bits) {
                row[size++] = (byte) (ALL_BUT | blocks - count);
                numbers(~in & (-1 >>> -blocks));
            } else {
                row[size++] = 0;
                for (int i = 0; i < bits; i++) {
                    row[size++] = (byte) (in >>> (8 * i));
                }
            }
        }

        private void numbers(int in) {
            for (int rest = in; rest != 0; rest &= rest - 1) {
                row[size++] = (byte) Integer.numberOfTrailingZeros(rest);
            }
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
    public static BitSet blocksOf(int key, byte[] row) {
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
