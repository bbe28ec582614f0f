package dev.minijenkin.cli.part;

import dev.minijenkin.db.variable.ValueName;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The value of a secret or a variable, which comes by standard input: every user of a host reads
/// command lines.
public final class GivenValue {
    private GivenValue() {}

    /// Asks whoever sits at the terminal, without showing what is typed; reads to the end of what
    /// is no terminal.
    public static String ask(ValueName name) {
        return ask("Value of " + name);
    }

    /// The same.
    ///
    /// @param what begin of a line at the terminal
    public static String ask(String what) {
        if (!Terminal.isInput()) {
            return read(System.in);
        }
        Console console =
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .orElseThrow(() ->
                                new CommandFailureException(
                                        "What is typed cannot be hidden here: give the value by a pipe or a file (… < file)."));
        char[] typed = console.readPassword("%s (not shown): ", what);
        return checked(typed == null ? "" : new String(typed));
    }

    /// All of a stream, without the line end after it.
    public static String read(InputStream input) {
        try {
            byte[] bytes = input.readNBytes(ValueName.MOST_BYTES + "\r\n".length() + 1);
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return checked(withoutLineEnd(text));
        } catch (CharacterCodingException _) {
            throw new CommandFailureException(
                    "The value is no UTF-8 text, or longer than 48 KiB: encode it, for example with base64, and decode it in the job.");
        } catch (IOException e) {
            throw new UncheckedIOException("The value cannot be read from standard input", e);
        }
    }

    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private static String checked(String value) {
        if (value.isEmpty()) {
            throw new CommandFailureException(
                    "The value is empty: nothing was set. 'remove' takes it away.");
        }
        if (value.indexOf('\0') >= 0) {
            throw new CommandFailureException(
                    "The value has a NUL byte, which no environment of a process takes: encode it, for example with base64, and decode it in the job.");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > ValueName.MOST_BYTES) {
            throw new CommandFailureException(
                    "The value is longer than 48 KiB: keep it elsewhere, encrypted, and set the key to it.");
        }
        return value;
    }
}
