package dev.minijenkin.runner.mask;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// An immutable set of byte strings, sorted into 256 drawers by their first byte.
final class PatternSet {
    /// The bytes given so far may be the beginning of a pattern.
    static final int MAYBE = -1;

    static final PatternSet EMPTY = of(List.of());

    private final byte[][][] byFirst;
    private final boolean empty;

    private PatternSet(byte[][][] byFirst, boolean empty) {
        this.byFirst = byFirst;
        this.empty = empty;
    }

    static PatternSet of(Collection<String> patterns) {
        List<List<byte[]>> drawers = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            drawers.add(new ArrayList<>());
        }
        for (String pattern : patterns) {
            byte[] bytes = pattern.getBytes(StandardCharsets.UTF_8);
            drawers.get(bytes[0] & 0xff).add(bytes);
        }
        byte[][][] byFirst = new byte[256][][];
        for (int i = 0; i < 256; i++) {
            byFirst[i] = drawers.get(i).toArray(new byte[0][]);
        }
        return new PatternSet(byFirst, patterns.isEmpty());
    }

    boolean isEmpty() {
        return empty;
    }

    /// Length of the longest pattern that begins at `from`; 0 if none does; [#MAYBE] if the bytes
    /// end before that is known and more of the line may come.
    int match(byte[] bytes, int from, int to, boolean more) {
        int longest = 0;
        for (byte[] pattern : byFirst[bytes[from] & 0xff]) {
            int common = Math.min(pattern.length, to - from);
            boolean agrees = Arrays.equals(pattern, 0, common, bytes, from, from + common);
            if (agrees && common == pattern.length) {
                longest = Math.max(longest, common);
            } else if (agrees && more) {
                return MAYBE;
            }
        }
        return longest;
    }
}
