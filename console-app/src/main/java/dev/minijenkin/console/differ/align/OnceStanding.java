package dev.minijenkin.console.differ.align;

/// Where each key stands that stands once. In two arrays: as a map of objects, a million keys would
/// take a hundred megabytes.
final class OnceStanding {
    private static final int NONE = 0;
    private static final int MORE = -1;

    private final long[] keys;
    // Of each key its place plus one.
    private final int[] places;
    private final int mask;

    OnceStanding(long[] of) {
        int room = Math.max(16, Integer.highestOneBit(of.length) << 2);
        keys = new long[room];
        places = new int[room];
        mask = room - 1;
        for (int place = 0; place < of.length; place++) {
            int at = slot(of[place]);
            keys[at] = of[place];
            places[at] = places[at] == NONE ? place + 1 : MORE;
        }
    }

    /// Where a key stands; -1 where it does not, or more than once.
    int place(long key) {
        return Math.max(0, places[slot(key)]) - 1;
    }

    /// Where the key is, or would be.
    private int slot(long key) {
        long mixed = key * 0x9e3779b97f4a7c15L;
        int at = (int) (mixed >>> 32) & mask;
        while (places[at] != NONE && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
