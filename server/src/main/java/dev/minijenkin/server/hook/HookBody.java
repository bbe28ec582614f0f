package dev.minijenkin.server.hook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The body of a hook, as it comes: what is larger than a little goes to a file that has no name
/// any more, and is signed and hashed on its way, so that whoever cannot sign costs no memory. Used
/// by one thread.
final class HookBody implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HookBody.class);
    private static final int PIECE = 8192;

    private final HookLimits limits;
    private final Path folder;
    private final ByteBudget.Share files;
    private final Mac mac;
    private final MessageDigest sha256;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream(PIECE);
    private @Nullable FileChannel file;
    private long size;
    private byte[] signed = {};
    private byte[] hashed = {};

    /// @param folder for files
    /// @param files what of them is left to all
    /// @param mac keyed with the secret that signs
    HookBody(HookLimits limits, Path folder, ByteBudget files, Mac mac) {
        this.limits = limits;
        this.folder = folder;
        this.files = files.share();
        this.mac = mac;
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /// How the reading ended.
    enum End {
        WHOLE,
        TOO_LARGE,
        TOO_SLOW,
        NO_ROOM
    }

    /// Reads it to its end. Only a whole one may be asked for anything else.
    End read(InputStream stream) throws IOException {
        long deadline = System.nanoTime() + limits.deadline().toNanos();
        byte[] piece = new byte[PIECE];
        for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
            size += count;
            if (size > limits.body()) {
                return End.TOO_LARGE;
            }
            if (System.nanoTime() > deadline) {
                return End.TOO_SLOW;
            }
            if (!keep(piece, count)) {
                return End.NO_ROOM;
            }
            mac.update(piece, 0, count);
            sha256.update(piece, 0, count);
        }
        signed = mac.doFinal();
        hashed = sha256.digest();
        return End.WHOLE;
    }

    private boolean keep(byte[] piece, int count) {
        if (size <= limits.inMemory()) {
            memory.write(piece, 0, count);
            return true;
        }
        if (!files.take(count)) {
            return false;
        }
        try {
            OutputStream out = Channels.newOutputStream(file());
            if (memory.size() > 0) {
                memory.writeTo(out);
                memory.reset();
            }
            out.write(piece, 0, count);
            return true;
        } catch (IOException e) {
            // Not the sender's fault, and it may pass: a disk that is full, say.
            LOG.warn("A body cannot be kept in {}: {}", folder, e.toString());
            return false;
        }
    }

    private FileChannel file() throws IOException {
        FileChannel open = file;
        if (open == null) {
            Files.createDirectories(folder);
            Path path = Files.createTempFile(folder, "hook-", ".body");
            open = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            // It goes away with the channel, also where this process dies.
            Files.delete(path);
            file = open;
        }
        return open;
    }

    long size() {
        return size;
    }

    /// HMAC of the whole.
    byte[] signed() {
        return signed.clone();
    }

    /// SHA-256 of the whole.
    byte[] hashed() {
        return hashed.clone();
    }

    /// The whole; empty where its file cannot be read just now.
    Optional<byte[]> bytes() {
        FileChannel open = file;
        if (open == null) {
            return Optional.of(memory.toByteArray());
        }
        try {
            open.position(0);
            // Not closed: that would close the file.
            return Optional.of(Channels.newInputStream(open).readNBytes(Math.toIntExact(size)));
        } catch (IOException e) {
            LOG.warn("A body cannot be read from {}: {}", folder, e.toString());
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        files.close();
        if (file != null) {
            file.close();
        }
    }

    /// Reads on and keeps nothing. A sender that is told "too large" while it still sends would see
    /// a broken connection instead of the answer.
    ///
    /// @param most bytes, after which the sender has itself to blame
    static void throwAway(InputStream stream, long most, Duration longest) {
        byte[] piece = new byte[PIECE];
        long left = most;
        long deadline = System.nanoTime() + longest.toNanos();
        try {
            while (left > 0 && System.nanoTime() < deadline) {
                int count = stream.read(piece);
                if (count < 0) {
                    return;
                }
                left -= count;
            }
        } catch (IOException _) {
            // It has the answer, or does not want it.
        }
    }
}
