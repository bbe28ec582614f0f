package dev.minijenkin.server.resource;

import dev.minijenkin.server.api.Answer;
import dev.minijenkin.server.api.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Bytes of which a client may ask for a part.
///
/// @param tag of exactly these bytes; null: they may change
/// @param headers of the answer, beside those of ranges
/// @param name as a sentence begins with it: `The log`
record InParts(
        String contentType,
        long length,
        @Nullable String tag,
        Map<String, String> headers,
        String name) {
    /// Writes a part.
    @FunctionalInterface
    interface Writer {
        void write(ByteRange part, OutputStream out) throws IOException;
    }

    /// @param range as the header says it
    Answer answer(Optional<String> range, Writer writer) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Accept-Ranges", "bytes");
        ByteRange.Asked asked =
                range.map(header -> ByteRange.of(header, length))
                        .orElseGet(ByteRange.Asked.Whole::new);
        return switch (asked) {
            case ByteRange.Asked.Whole _ ->
                    new Answer.Bytes(
                            200,
                            contentType,
                            length,
                            tag,
                            all,
                            out -> writer.write(new ByteRange(0, length - 1), out));
            case ByteRange.Asked.Outside _ ->
                    throw new ProblemException(
                            416,
                            "%s has %d bytes now".formatted(name, length),
                            Map.of("Content-Range", "bytes */" + length));
            case ByteRange.Asked.Part(ByteRange part) -> {
                all.put(
                        "Content-Range",
                        "bytes %d-%d/%d".formatted(part.first(), part.last(), length));
                yield new Answer.Bytes(
                        206, contentType, part.length(), tag, all, out -> writer.write(part, out));
            }
        };
    }
}
