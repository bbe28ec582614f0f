package dev.minijenkin.db.search.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.minijenkin.db.search.index.SegmentBuilder;
import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PostingsTest {
    /// Few keys, and so many that rows outgrow what is set aside for them; in one block, in some,
    /// in nearly all and in each.
    @Test
    void whatIsWrittenIsRead() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int blocks = 1 + random.nextInt(SegmentBuilder.BLOCKS);
            int spread = seed % 3 == 0 ? Postings.KEYS_A_BUCKET : 1 << Keys.BITS;
            Map<Integer, BitSet> expected = new TreeMap<>();
            for (int i = 0; i < 1 + random.nextInt(3_000); i++) {
                expected.put(random.nextInt(spread), some(random, blocks));
            }

            byte[][] rows = Postings.write(pairs(expected), count(expected), blocks);

            expected.forEach((key, found) ->
                    assertThat(Postings.blocksOf(key, rows[Postings.bucketOf(key)]))
                            .as("key " + key)
                            .isEqualTo(found));
            for (int i = 0; i < 100; i++) {
                int key = random.nextInt(spread);
                byte[] row = rows[Postings.bucketOf(key)];
                if (row != null && !expected.containsKey(key)) {
                    assertThat(Postings.blocksOf(key, row).isEmpty()).isTrue();
                }
            }
        }
    }

    private static BitSet some(Random random, int blocks) {
        BitSet some = new BitSet(blocks);
        switch (random.nextInt(4)) {
            case 0 -> {}
            case 1 -> some.set(0, blocks);
            case 2 -> {
                some.set(0, blocks);
                some.clear(random.nextInt(blocks));
            }
            default -> {
                for (int block = 0; block < blocks; block++) {
                    some.set(block, random.nextBoolean());
                }
            }
        }
        some.set(random.nextInt(blocks));
        return some;
    }

    private static int count(Map<Integer, BitSet> keys) {
        return keys.values().stream().mapToInt(BitSet::cardinality).sum();
    }

    private static int[] pairs(Map<Integer, BitSet> keys) {
        return keys.entrySet().stream()
                .flatMapToInt(key ->
                        key.getValue().stream()
                                .map(block -> key.getKey() << BlockKeys.BLOCK_BITS | block))
                .toArray();
    }
}
