package dev.minijenkin.server.hook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads the body of a hook as a stream, so that a large one costs no more than the limit.
final class HookBody {
    private static final int PIECE = 8192;
    private static final int FIRST_ROOM = 1 << 14;

    private HookBody() {}

    /// The whole body; empty where it is larger than `limit`.
    static Optional<byte[]> read(InputStream stream, long limit) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(FIRST_ROOM);
        byte[] piece = new byte[PIECE];
        for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
            if (body.size() + (long) count > limit) {
                return Optional.empty();
            }
            body.write(piece, 0, count);
        }
        return Optional.of(body.toByteArray());
    }

    /// Reads on and keeps nothing. A sender that is told "too large" while it still sends would see
    /// a broken connection instead of the answer.
    ///
    /// @param most bytes, after which the sender has itself to blame
    static void throwAway(InputStream stream, long most) {
        byte[] piece = new byte[PIECE];
        long left = most;
        try {
            while (left > 0) {
                int count = stream.read(piece);
                if (count < 0) {
                    return;
                }
                left -= count;
            }
        } catch (IOException _) {
            // It has the answer, or does not want it.
        }
    }
}
