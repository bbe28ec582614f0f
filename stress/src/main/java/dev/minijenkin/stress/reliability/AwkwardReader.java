package dev.minijenkin.stress.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// Reads what a process of `mini-jenkin logs` prints of an [AwkwardText], line by line.
final class AwkwardReader implements AutoCloseable {
    private static final int BUFFER = 256 * 1024;
    private static final int PAUSE_AFTER = 8 * 1024 * 1024;
    private static final int PAUSE_MILLIS = 300;
    private static final int NUMBER_FROM = 1;
    private static final int NUMBER_TO = 10;

    private final Process process;
    private final byte[] name;
    private final AwkwardText text;
    private final boolean slow;
    private final Thread thread;
    private final CompletableFuture<Read> result = new CompletableFuture<>();
    // Of the reading thread.
    private final MessageDigest digest = AwkwardText.sha256();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long next;
    private long wrong;
    private String hash = "";

    private final AtomicLong lines = new AtomicLong();

    /// What it read.
    ///
    /// @param lines of the text; fewer than it has: some were lost
    /// @param wrong lines that had another number than was due, and lines of the text after its end
    /// @param hash of all those lines; empty: they were too few
    record Read(long lines, long wrong, String hash) {
        boolean isWhole(AwkwardText text) {
            return lines == text.lines() && wrong == 0 && hash.equals(text.hash());
        }
    }

    /// @param job name that stands before each line
    /// @param slow whether it rests now and then
    AwkwardReader(ProcessBuilder command, String job, AwkwardText text, boolean slow)
            throws IOException {
        this.name = (job + " | ").getBytes(UTF_8);
        this.text = text;
        this.slow = slow;
        // What it says besides is none of the log.
        process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().close();
        thread = Thread.ofPlatform().name("awkward-reader").start(this::read);
    }

    /// Of the text, so far.
    long lines() {
        return lines.get();
    }

    boolean isOver() {
        return result.isDone();
    }

    /// Waits for its end.
    Read await() throws InterruptedException {
        thread.join();
        return result.join();
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void read() {
        byte[] buffer = new byte[BUFFER];
        long sinceRest = 0;
        try (InputStream in = process.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                take(buffer, count);
                sinceRest += count;
                if (slow && sinceRest > PAUSE_AFTER) {
                    sinceRest = 0;
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
            result.complete(new Read(lines.get(), wrong, hash));
        } catch (IOException e) {
            result.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.completeExceptionally(e);
        }
    }

    private void take(byte[] buffer, int count) {
        int from = 0;
        for (int at = 0; at < count; at++) {
            if (buffer[at] == '\n') {
                line.write(buffer, from, at - from);
                ended(line.toByteArray());
                line.reset();
                from = at + 1;
            }
        }
        line.write(buffer, from, count - from);
    }

    private void ended(byte[] all) {
        if (!begins(all, 0, name)) {
            return;
        }
        boolean numbered = begins(all, name.length, AwkwardText.begin(next));
        if (lines.get() == 0 && !numbered) {
            return;
        }
        if (lines.get() == text.lines()) {
            wrong += looksNumbered(all) ? 1 : 0;
            return;
        }
        wrong += numbered || all.length == name.length ? 0 : 1;
        next++;
        digest.update(all, name.length, all.length - name.length);
        digest.update((byte) '\n');
        if (lines.incrementAndGet() == text.lines()) {
            hash = HexFormat.of().formatHex(digest.digest());
        }
    }

    private boolean looksNumbered(byte[] all) {
        int digits = 0;
        for (int at = NUMBER_FROM; at < NUMBER_TO && name.length + at < all.length; at++) {
            digits += Character.isDigit(all[name.length + at]) ? 1 : 0;
        }
        return digits == NUMBER_TO - NUMBER_FROM && all[name.length] == 'L';
    }

    private static boolean begins(byte[] all, int from, byte[] with) {
        if (all.length < from + with.length) {
            return false;
        }
        for (int at = 0; at < with.length; at++) {
            if (all[from + at] != with[at]) {
                return false;
            }
        }
        return true;
    }
}
