package dev.minijenkin.db.search.key;

import java.nio.charset.StandardCharsets;

/// The keys under which the index knows a block: each four bytes that follow each other in a line,
/// each word of three letters, and what its jobs are. A key is a number of [#BITS] bits: two things
/// may have the same one, so a key tells where something may be and never where it is.
public final class Keys {
    /// So many keys there are at most.
    static final int BITS = 20;

    /// Longer words are found by their four bytes, and shorter ones are in every block.
    static final int WORD = 3;

    private static final int WORD_SEED = 0x2545F491;
    private static final int FACET_SEED = 0x7F4A7C15;

    private Keys() {}

    /// Of four bytes, the first one highest. Multiplied once only, a letter before three digits
    /// would move these as a whole, and they would meet the keys of other digits, which are in
    /// every block.
    static int ofFour(int bytes) {
        int mixed = bytes * 0x9E3779B1;
        return ((mixed ^ (mixed >>> 15)) * 0x85EBCA6B) >>> (32 - BITS);
    }

    /// Of a whole word; see [Fold#isOfWord].
    static int ofWord(byte[] text, int from, int end) {
        int hash = WORD_SEED;
        for (int i = from; i < end; i++) {
            hash = nextOfWord(hash, text[i]);
        }
        return finished(hash);
    }

    /// Of a word of three bytes, which are the lowest ones.
    static int ofThree(int bytes) {
        int hash = nextOfWord(WORD_SEED, (byte) (bytes >> 16));
        return finished(nextOfWord(nextOfWord(hash, (byte) (bytes >> 8)), (byte) bytes));
    }

    private static int nextOfWord(int hash, byte next) {
        return (hash ^ (next & 0xFF)) * 0x01000193;
    }

    private static int finished(int hash) {
        int mixed = hash ^ (hash >>> 15);
        return (mixed * 0x85EBCA6B) >>> (32 - BITS);
    }

    /// Of what a job is.
    ///
    /// @param facet what kind of thing is told
    public static int ofFacet(Facet facet, String value) {
        int hash = FACET_SEED;
        for (byte each : (facet.name() + ' ' + value).getBytes(StandardCharsets.UTF_8)) {
            hash = nextOfWord(hash, each);
        }
        return finished(hash);
    }

    /// What a block is found by beside its text.
    public enum Facet {
        PIPELINE,
        BRANCH,
        JOB,
        RUNNER,
        CONCLUSION
    }
}
