package dev.minijenkin.stress.log;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.minijenkin.runner.host.OutputSink;
import java.io.ByteArrayOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A log as builds write them, of some seventy bytes a line, in which every hundredth line says
/// where it stands and when it was printed: `@NUMBER TIME;`. Used by one thread.
final class StampedLog {
    /// Lines from one stamp to the next.
    static final int STRIDE = 100;

    /// What a stamp begins with, and no other line holds.
    static final char STAMP = '@';

    /// About what a pipe holds.
    private static final int AT_ONCE = 10 * STRIDE;

    private static final byte[][] BETWEEN =
            IntStream.range(0, AT_ONCE / STRIDE)
                    .mapToObj(part ->
                            IntStream.range(0, STRIDE - 1)
                                    .mapToObj(line -> line(part * STRIDE + line))
                                    .collect(Collectors.joining())
                                    .getBytes(US_ASCII))
                    .toArray(byte[][]::new);

    private final OutputSink output;
    private long number;

    StampedLog(OutputSink output) {
        this.output = output;
    }

    /// As different from each other as those of real builds, or nearly: each thousand lines come
    /// again.
    private static String line(int number) {
        return "INFO [worker-%d] indexed document %d of products/%08x, took %d ms\n"
                .formatted(
                        number % 8, number, number * 2654435761L & 0xffffffffL, number * 37 % 90);
    }

    /// So many lines, up to whole strides.
    static int rounded(int lines) {
        return Math.ceilDiv(lines, STRIDE) * STRIDE;
    }

    /// Prints so many lines, rounded up.
    void print(int lines) {
        for (int left = lines; left > 0; left -= AT_ONCE) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            for (int part = 0; part * STRIDE < Math.min(left, AT_ONCE); part++) {
                String stamp = STAMP + "" + number + " " + System.nanoTime() + ";\n";
                text.writeBytes(stamp.getBytes(US_ASCII));
                text.writeBytes(BETWEEN[part]);
                number += STRIDE;
            }
            output.bytes(text.toByteArray(), text.size());
        }
    }
}
