package dev.minijenkin.console.packed;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Bytes that are deflated, unless that gains nothing, behind their length and whether they are.
public final class PackedBytes {
    private static final int WORTH_DEFLATING = 512;
    private static final int HEAD = Integer.BYTES + 1;

    private PackedBytes() {}

    /// Packs the first bytes of some.
    public static byte[] pack(byte[] bytes, int length) {
        ByteBuffer out = ByteBuffer.allocate(HEAD + length);
        out.putInt(length);
        if (length >= WORTH_DEFLATING) {
            try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
                deflater.setInput(bytes, 0, length);
                deflater.finish();
                int smaller = deflater.deflate(out.array(), HEAD, length);
                if (deflater.finished() && smaller < length) {
                    out.put((byte) 1);
                    return Arrays.copyOf(out.array(), HEAD + smaller);
                }
            }
        }
        out.put((byte) 0).put(bytes, 0, length);
        return out.array();
    }

    /// The bytes that were packed.
    public static byte[] open(byte[] packed) {
        ByteBuffer in = ByteBuffer.wrap(packed);
        byte[] plain = new byte[in.getInt()];
        if (in.get() == 0) {
            in.get(plain);
            return plain;
        }
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(in);
            int done = 0;
            while (done < plain.length && !inflater.finished()) {
                done += inflater.inflate(plain, done, plain.length - done);
            }
            return plain;
        } catch (DataFormatException e) {
            throw new IllegalStateException("A part of a log cannot be opened", e);
        }
    }
}
