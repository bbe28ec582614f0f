package dev.minijenkin.db.log;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Unpacks what [LogChunkCodec] deflated (RFC 1950 and 1951), into the same bytes again and again.
/// Used by one thread, for one chunk after the other.
final class Unpacking {
    private static final int MOST = 256 << 20;

    /// So much may be read behind what was unpacked.
    private static final int BEHIND = 256;

    /// To make one costs more than to inflate a few lines.
    private static final Queue<Inflater> IDLE = new ArrayBlockingQueue<>(4);

    private byte[] out = new byte[0];
    private int length;

    /// Unpacks a chunk, in the place of the one before.
    ///
    /// @throws IllegalArgumentException where it is none
    void unpack(byte[] body) {
        length = 0;
        int likely = Math.max(1024, 8 * body.length) + BEHIND;
        if (out.length < likely) {
            out = new byte[likely];
        }
        Inflater idle = IDLE.poll();
        Inflater inflater = idle == null ? new Inflater() : idle;
        try {
            inflater.setInput(body);
            inflate(inflater);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("A log chunk is damaged", e);
        } finally {
            inflater.reset();
            if (!IDLE.offer(inflater)) {
                inflater.end();
            }
        }
    }

    private void inflate(Inflater inflater) throws DataFormatException {
        while (true) {
            int room = out.length - BEHIND - length;
            length += inflater.inflate(out, length, room);
            if (inflater.finished()) {
                return;
            }
            if (length < out.length - BEHIND) {
                throw new IllegalArgumentException("A log chunk ends too early");
            }
            if (length >= MOST) {
                throw new IllegalArgumentException("A log chunk is too large");
            }
            out = Arrays.copyOf(out, Math.min(2 * out.length, MOST + BEHIND));
        }
    }

    /// What was unpacked, and more than two hundred bytes behind it.
    byte[] out() {
        return out;
    }

    /// How much of it that is.
    int length() {
        return length;
    }
}
