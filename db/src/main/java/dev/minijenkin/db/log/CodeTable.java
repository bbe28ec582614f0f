package dev.minijenkin.db.log;

import java.util.Arrays;

/// The codes of an alphabet of Deflate (RFC 1951, 3.2.2) as a table that is looked up by the bits
/// that come next. Codes that are longer than the table's own bits go on in a part behind it. Used
/// by one thread, and built anew for each block.
///
/// An entry says, from the lowest bit, how long the code is (5 bits), how many further bits belong
/// to it (4), its value, and from [#COPY] on what it is.
final class CodeTable {
    static final int VALUE = 9;
    static final int COPY = 1 << 28;
    static final int STOP = 2 << 28;
    static final int LINK = 3 << 28;

    /// No symbol has this code.
    static final int WRONG = STOP | (1 << VALUE);

    private static final int LONGEST = 15;

    private final int bits;
    private final int[] entries;
    private final int[] ofLength = new int[LONGEST + 1];
    private final int[] next = new int[LONGEST + 2];
    private final int[] codes;
    private final int[] longest;

    /// @param symbols of the alphabet at most
    /// @param bits codes of so many are found by one look
    CodeTable(int symbols, int bits) {
        this.bits = bits;
        this.codes = new int[symbols];
        this.longest = new int[1 << bits];
        this.entries = new int[(1 << bits) + symbols * (1 << (LONGEST - bits))];
    }

    int bits() {
        return bits;
    }

    /// By the next bits, the first one lowest.
    int[] entries() {
        return entries;
    }

    /// The value of an entry; of one that is a link, where its part begins.
    static int value(int entry) {
        return (entry >>> VALUE) & 0xFFFF;
    }

    /// How many further bits belong to it.
    static int more(int entry) {
        return (entry >>> 5) & 0xF;
    }

    /// How long its code is.
    static int length(int entry) {
        return entry & 0x1F;
    }

    /// An entry without the length of its code.
    static int entry(int kind, int value, int more) {
        return kind | (value << VALUE) | (more << 5);
    }

    /// @param lengths of the codes; zero: the symbol has none
    /// @param from the first of the symbols
    /// @param symbols the entry of each, without the length of its code
    /// @throws IllegalArgumentException where there cannot be such codes
    void build(byte[] lengths, int from, int count, int[] symbols) {
        number(lengths, from, count);
        Arrays.fill(entries, 0, 1 << bits, WRONG);
        link(lengths, from, count);
        for (int i = 0; i < count; i++) {
            int length = lengths[from + i];
            if (length == 0) {
                continue;
            }
            int entry = symbols[i] | length;
            if (length <= bits) {
                for (int at = codes[i]; at < 1 << bits; at += 1 << length) {
                    entries[at] = entry;
                }
            } else {
                int link = entries[codes[i] & ((1 << bits) - 1)];
                for (int at = codes[i] >>> bits; at < 1 << more(link); at += 1 << (length - bits)) {
                    entries[value(link) + at] = entry;
                }
            }
        }
    }

    private void number(byte[] lengths, int from, int count) {
        Arrays.fill(ofLength, 0);
        for (int i = 0; i < count; i++) {
            ofLength[lengths[from + i]]++;
        }
        ofLength[0] = 0;
        int left = 1;
        next[1] = 0;
        for (int length = 1; length <= LONGEST; length++) {
            left = 2 * left - ofLength[length];
            if (left < 0) {
                throw new IllegalArgumentException("A log chunk is damaged");
            }
            next[length + 1] = (next[length] + ofLength[length]) << 1;
        }
        for (int i = 0; i < count; i++) {
            int length = lengths[from + i];
            if (length > 0) {
                codes[i] = Integer.reverse(next[length]++) >>> (32 - length);
            }
        }
    }

    private void link(byte[] lengths, int from, int count) {
        Arrays.fill(longest, 0);
        for (int i = 0; i < count; i++) {
            int length = lengths[from + i];
            if (length > bits) {
                int start = codes[i] & ((1 << bits) - 1);
                longest[start] = Math.max(longest[start], length);
            }
        }
        int end = 1 << bits;
        for (int start = 0; start < 1 << bits; start++) {
            if (longest[start] > 0) {
                int more = longest[start] - bits;
                entries[start] = entry(LINK, end, more);
                Arrays.fill(entries, end, end + (1 << more), WRONG);
                end += 1 << more;
            }
        }
    }
}
