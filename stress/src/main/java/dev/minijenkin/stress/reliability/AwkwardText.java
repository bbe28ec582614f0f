package dev.minijenkin.stress.reliability;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/// What programs print at their worst, in files that are to be printed one after the other:
/// numbered lines, some of them with bytes that are no text, colours, movements of the cursor,
/// progress by carriage returns, NULs, lines of megabytes, empty lines; at the end no newline. The
/// files are cut anywhere, also inside a letter.
///
/// @param lines how many there are
/// @param hash SHA-256 of all, with a newline at the end
record AwkwardText(long lines, String hash) {
    private static final int PARTS = 20;
    private static final int LONG = 100_000;
    private static final int VERY_LONG = 2_500_000;
    private static final String[] KINDS = {
        "compiled module %d in %d ms, nothing to be done\n",
        "größer als 4 µs: 東京 🚀 e\u0301 %d %d\n",
        "\u001b[1;32mok\u001b[0m \u001b[2K\u001b[1Gtest %d took %d ms\u001b[?25h\n",
        "\u001b]0;title %d\u0007 and a bell\u0007 %d\n",
        " 10 %%\r 20 %% of %d\r 30 %% of %d\r100 %%\n",
        "ends as on Windows %d %d\r\n",
        "tabs\tand spaces at the end %d %d   \t \n",
        "a backspace\b\b and a form feed\f %d %d\n"
    };

    /// Writes the files `part-00` … into a folder.
    static AwkwardText write(Path folder, long bytes, long seed) throws IOException {
        Random random = new Random(seed);
        MessageDigest digest = sha256();
        long lines = 0;
        byte[] begun = new byte[0];
        for (int part = 0; part < PARTS; part++) {
            try (OutputStream file =
                    new DigestOutputStream(
                            new BufferedOutputStream(
                                    Files.newOutputStream(
                                            folder.resolve("part-%02d".formatted(part)))),
                            digest)) {
                file.write(begun);
                long written = 0;
                while (written < bytes / PARTS) {
                    byte[] line = line(lines++, random);
                    file.write(line);
                    written += line.length;
                }
                // The next file goes on somewhere in this one.
                byte[] cut = line(lines++, random);
                boolean last = part == PARTS - 1;
                int here = last ? cut.length - 1 : random.nextInt(cut.length);
                file.write(cut, 0, here);
                begun = Arrays.copyOfRange(cut, here, last ? here : cut.length);
            }
        }
        digest.update((byte) '\n');
        return new AwkwardText(lines, HexFormat.of().formatHex(digest.digest()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has it", e);
        }
    }

    /// What the line of a number begins with, unless it is empty.
    static byte[] begin(long number) {
        return "L%09d ".formatted(number).getBytes(US_ASCII);
    }

    private static byte[] line(long number, Random random) {
        int kind = random.nextInt(20_000);
        byte[] begin = begin(number);
        // The first is what a reader looks for.
        if (number > 0 && kind < 200) {
            return new byte[] {'\n'};
        }
        if (kind < 600) {
            return joined(begin, noText(random, 10 + random.nextInt(200)));
        }
        if (kind < 620) {
            return joined(begin, noText(random, LONG));
        }
        if (kind == 620) {
            return joined(begin, noText(random, VERY_LONG));
        }
        String text = KINDS[kind % KINDS.length].formatted(number, random.nextInt(90));
        return joined(begin, text.getBytes(UTF_8));
    }

    /// Every byte but newline and those of which commands to the runner consist.
    private static byte[] noText(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' || bytes[i] == ':' || bytes[i] == '#') {
                bytes[i] = 0;
            }
        }
        bytes[length - 1] = '\n';
        return bytes;
    }

    private static byte[] joined(byte[] begin, byte[] rest) {
        byte[] all = Arrays.copyOf(begin, begin.length + rest.length);
        System.arraycopy(rest, 0, all, begin.length, rest.length);
        return all;
    }
}
