package dev.minijenkin.db.search.key;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// What the index can say of a query: in which blocks of a segment it may be found. Never fewer
/// than those in which it is.
public sealed interface Narrowing {
    /// All keys that it asks the index for.
    IntStream keys();

    /// The blocks in which it may be found.
    ///
    /// @param blocksOf the blocks of a key
    /// @param blocks how many the segment has
    BitSet blocks(IntFunction<BitSet> blocksOf, int blocks);

    /// Whether the index leaves nothing out.
    default boolean isEverything() {
        return this instanceof Everything;
    }

    /// Nothing is known.
    record Everything() implements Narrowing {
        @Override
        public IntStream keys() {
            return IntStream.empty();
        }

        @Override
        public BitSet blocks(IntFunction<BitSet> blocksOf, int blocks) {
            BitSet all = new BitSet(blocks);
            all.set(0, blocks);
            return all;
        }
    }

    /// A key that stands in the block.
    record Key(int key) implements Narrowing {
        @Override
        public IntStream keys() {
            return IntStream.of(key);
        }

        @Override
        public BitSet blocks(IntFunction<BitSet> blocksOf, int blocks) {
            return (BitSet) blocksOf.apply(key).clone();
        }
    }

    record All(List<Narrowing> parts) implements Narrowing {
        @Override
        public IntStream keys() {
            return parts.stream().flatMapToInt(Narrowing::keys);
        }

        @Override
        public BitSet blocks(IntFunction<BitSet> blocksOf, int blocks) {
            BitSet left = new Everything().blocks(blocksOf, blocks);
            for (Narrowing part : parts) {
                left.and(part.blocks(blocksOf, blocks));
            }
            return left;
        }
    }

    record Any(List<Narrowing> parts) implements Narrowing {
        @Override
        public IntStream keys() {
            return parts.stream().flatMapToInt(Narrowing::keys);
        }

        @Override
        public BitSet blocks(IntFunction<BitSet> blocksOf, int blocks) {
            BitSet found = new BitSet(blocks);
            for (Narrowing part : parts) {
                found.or(part.blocks(blocksOf, blocks));
            }
            return found;
        }
    }

    /// All of them; what says nothing is left out.
    static Narrowing all(List<? extends Narrowing> parts) {
        List<Narrowing> telling =
                parts.stream()
                        .filter(part -> !part.isEverything())
                        .map(Narrowing.class::cast)
                        .toList();
        return switch (telling.size()) {
            case 0 -> new Everything();
            case 1 -> telling.getFirst();
            default -> new All(telling);
        };
    }

    /// At least one of them; nothing is known where one of them says nothing.
    static Narrowing any(List<? extends Narrowing> parts) {
        if (parts.isEmpty() || parts.stream().anyMatch(Narrowing::isEverything)) {
            return new Everything();
        }
        return parts.size() == 1 ? parts.getFirst() : new Any(List.copyOf(parts));
    }
}
