package dev.minijenkin.runner.host.local;

import dev.minijenkin.runner.host.HostCommand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a [ForkServer] is told: the length in four bytes, and then, with a zero byte between them,
/// the folder, the pipe, the number of words, the words, and each variable with its value.
final class ForkRequest {
    /// That of names and arguments on this host.
    static final Charset CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding"));

    private ForkRequest() {}

    /// @throws IOException if no process can have such a command or environment
    static byte[] encode(HostCommand command, Path pipe) throws IOException {
        List<String> parts = new ArrayList<>();
        parts.add(command.directory().toString());
        parts.add(pipe.toString());
        parts.add(Integer.toString(command.command().size()));
        parts.addAll(command.command());
        command.environment().forEach((name, value) -> parts.add(name + "=" + value));
        if (parts.stream().anyMatch(part -> part.indexOf('\0') >= 0)) {
            throw new IOException("a word or a variable holds a zero byte");
        }
        byte[] bytes = String.join("\0", parts).getBytes(CHARSET);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
