package dev.minijenkin.engine.run;

import dev.minijenkin.workflow.model.ReadResult;
import dev.minijenkin.workflow.problem.Problem;
import dev.minijenkin.workflow.reader.WorkflowReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// From the bytes of a workflow file to its model.
final class SourceDecoder {
    /// A file above this may have been cut anywhere; its reader says that it is too large.
    private static final int WHOLE = 1 << 20;

    private SourceDecoder() {}

    static ReadResult read(String path, byte[] content) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(content.length);
        boolean fits = !decoder.decode(ByteBuffer.wrap(content), text, true).isError();
        String decoded = text.flip().toString();
        if (fits || content.length > WHOLE) {
            return WorkflowReader.read(path, decoded);
        }
        int line = 1 + (int) decoded.chars().filter(c -> c == '\n').count();
        int lineStart = decoded.lastIndexOf('\n') + 1;
        return new ReadResult.Invalid(
                List.of(
                        new Problem(
                                Problem.Level.ERROR,
                                path,
                                line,
                                decoded.codePointCount(lineStart, decoded.length()) + 1,
                                "A workflow file is UTF-8, and here it is not")));
    }
}
