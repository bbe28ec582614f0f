package dev.minijenkin.db.search.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Bytes of a log as text for a person.
public final class PrintedText {
    private static final Charset OTHER =
            Charset.isSupported("windows-1252")
                    ? Charset.forName("windows-1252")
                    : StandardCharsets.ISO_8859_1;

    /// A person reads no more of a line.
    private static final int LONGEST = 4_000;

    private PrintedText() {}

    public static String of(BlockText text, int line) {
        int start = text.start(line);
        int length = Math.min(text.end(line) - start, LONGEST);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text.plain(), start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            // Cut inside a letter, or another encoding.
            Charset charset = length == LONGEST ? StandardCharsets.UTF_8 : OTHER;
            return new String(text.plain(), start, length, charset);
        }
    }
}
