package dev.minijenkin.runner.log;

import dev.minijenkin.db.log.LogChunk;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Chunks in a file, first in, first out, for as long as the database does not take them. It serves
/// this process only: the file is deleted with the job.
final class Spool {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private final LogOwner owner;
    private final Path path;
    private final RandomAccessFile file;
    private long readAt;
    private long writeAt;

    private Spool(LogOwner owner, Path path, RandomAccessFile file) {
        this.owner = owner;
        this.path = path;
        this.file = file;
    }

    static Spool create(LogOwner owner, Path path) throws IOException {
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        file.setLength(0);
        return new Spool(owner, path, file);
    }

    boolean isEmpty() {
        return readAt == writeAt;
    }

    /// All of the chunk or nothing: what a full disk cut off is written over by the next one.
    void add(LogChunk chunk) throws IOException {
        file.seek(writeAt);
        DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(file.getChannel())));
        out.writeInt(chunk.seq());
        out.writeInt(chunk.stepNumber());
        out.writeLong(chunk.firstLine());
        out.writeInt(chunk.lineCount());
        out.writeBoolean(chunk.continues());
        out.writeInt(chunk.rawBytes());
        out.writeLong(chunk.firstAt().toEpochMilli());
        out.writeInt(chunk.body().length);
        out.write(chunk.body());
        out.flush();
        writeAt = file.getFilePointer();
    }

    LogChunk next() throws IOException {
        file.seek(readAt);
        DataInputStream in = new DataInputStream(Channels.newInputStream(file.getChannel()));
        int seq = in.readInt();
        int step = in.readInt();
        long firstLine = in.readLong();
        int lineCount = in.readInt();
        boolean continues = in.readBoolean();
        int rawBytes = in.readInt();
        Instant firstAt = Instant.ofEpochMilli(in.readLong());
        byte[] body = in.readNBytes(in.readInt());
        readAt = file.getFilePointer();
        return new LogChunk(
                owner.claim(),
                owner.job(),
                owner.day(),
                seq,
                step,
                firstLine,
                lineCount,
                continues,
                rawBytes,
                firstAt,
                body);
    }

    void delete() {
        try {
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("Cannot delete {}: {}", path, e.getMessage());
        }
    }
}
