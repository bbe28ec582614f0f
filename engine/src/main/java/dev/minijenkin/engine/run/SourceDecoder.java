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
public final class SourceDecoder {
    /// A file above this may have been cut anywhere; its reader says that it is too large.
    private static final int WHOLE = 1 << 20;

    private SourceDecoder() {}

    public static ReadResult read(WorkflowSource source) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(source.content().length);
        boolean fits = !decoder.decode(ByteBuffer.wrap(source.content()), text, true).isError();
        String decoded = text.flip().toString();
        if (fits || source.content().length > WHOLE) {
            return WorkflowReader.read(source.path(), decoded);
        }
        int line = 1 + (int) decoded.chars().filter(c -> c == '\n').count();
        int lineStart = decoded.lastIndexOf('\n') + 1;
        return new ReadResult.Invalid(
                List.of(
                        new Problem(
                                Problem.Level.ERROR,
                                source.path(),
                                line,
                                decoded.codePointCount(lineStart, decoded.length()) + 1,
                                "A workflow file is UTF-8, and here it is not")));
    }
}
