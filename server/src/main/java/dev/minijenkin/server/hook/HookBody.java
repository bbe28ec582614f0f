package dev.minijenkin.server.hook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Reads the body of a hook.
final class HookBody {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int PIECE = 8192;

    /// A sender that is told "too large" while it still sends sees a broken connection instead of
    /// the answer, so that much of the rest is thrown away first.
    private static final int THROWN_AWAY_TIMES = 8;

    private HookBody() {}

    /// The whole body; empty where it is larger than `limit`. Holds at most `limit` bytes.
    ///
    /// @param announced what the sender says its length is; negative: it does not say
    static Optional<byte[]> read(InputStream stream, long announced, long limit)
            throws IOException {
        if (announced > limit) {
            throwAway(stream, limit * THROWN_AWAY_TIMES);
            return Optional.empty();
        }
        ByteArrayOutputStream body =
                new ByteArrayOutputStream((int) Math.max(PIECE, Math.min(announced, 1 << 20)));
        byte[] piece = new byte[PIECE];
        for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
            if (body.size() + count > limit) {
                throwAway(stream, limit * THROWN_AWAY_TIMES);
                return Optional.empty();
            }
            body.write(piece, 0, count);
        }
        return Optional.of(body.toByteArray());
    }

    /// Whether the bytes are one JSON object and nothing else. Builds no tree.
    static boolean isJsonObject(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static void throwAway(InputStream stream, long most) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = most;
        while (left > 0) {
            int count = stream.read(piece);
            if (count < 0) {
                return;
            }
            left -= count;
        }
    }
}
