package dev.minijenkin.runner.mask;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;

/// Replaces secrets in one line that arrives in pieces. What could be the beginning of a secret is
/// held back until the next piece, or the end of the line, shows what it is; overlapping secrets
/// are replaced together. Memory: the longest secret. Not thread-safe.
public final class MaskingLine {
    /// What stands in the place of a secret.
    private static final byte[] REPLACEMENT = "***".getBytes(StandardCharsets.UTF_8);

    private static final byte[] NOTHING = new byte[0];

    private final Supplier<PatternSet> patterns;
    private byte[] held = NOTHING;

    /// How many of the held bytes belong to a secret that was replaced already.
    private int covered;

    MaskingLine(Supplier<PatternSet> patterns) {
        this.patterns = patterns;
    }

    /// More of the line; gives what may leave the process by now.
    public byte[] piece(byte[] piece) {
        return mask(piece, true);
    }

    /// The rest of the line; afterwards another line may begin.
    public byte[] finish(byte[] rest) {
        return mask(rest, false);
    }

    private byte[] mask(byte[] added, boolean more) {
        PatternSet now = patterns.get();
        if (now.isEmpty() && held.length == 0) {
            return added;
        }
        byte[] bytes = joined(held, added);
        ByteArrayOutputStream out = new ByteArrayOutputStream(0);
        int coveredTo = covered;
        int shownTo = covered;
        int at = 0;
        while (at < bytes.length) {
            int length = now.match(bytes, at, bytes.length, more);
            if (length == PatternSet.MAYBE) {
                break;
            }
            if (length > 0) {
                write(bytes, shownTo, at, out);
                if (at >= coveredTo) {
                    out.writeBytes(REPLACEMENT);
                }
                coveredTo = Math.max(coveredTo, at + length);
                shownTo = coveredTo;
            }
            at++;
        }
        if (shownTo == 0 && at == bytes.length) {
            // Nothing was hidden, as in most lines.
            held = NOTHING;
            return bytes;
        }
        write(bytes, shownTo, at, out);
        held = at == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, at, bytes.length);
        covered = Math.max(0, coveredTo - at);
        return out.toByteArray();
    }

    private static void write(byte[] bytes, int from, int to, ByteArrayOutputStream out) {
        if (from < to) {
            out.write(bytes, from, to - from);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
